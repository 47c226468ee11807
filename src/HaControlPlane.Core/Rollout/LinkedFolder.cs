namespace HaControlPlane.Rollout;

/// <summary>A folder of a node that is a link: a file in it is written where the link leads, and the link stays.</summary>
/// <param name="Path">The link.</param>
/// <param name="Target">The folder it leads to.</param>
public sealed record LinkedFolder(string Path, string Target);
