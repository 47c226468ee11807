namespace HaControlPlane.Nodes;

/// <summary>A word of the command line with which a service starts its daemon.</summary>
/// <param name="Text">The word.</param>
/// <param name="Origin">Where it is written: a file, or a variable with its file.</param>
internal sealed record StartWord(string Text, string Origin);
