namespace HaControlPlane.Rollout;

/// <summary>A text that was edited by hand and that a rollout replaced: the node keeps it.</summary>
/// <param name="Path">The file it stood in.</param>
/// <param name="KeptAs">Where it can be read on the node, by root.</param>
public sealed record KeptText(string Path, string KeptAs);
