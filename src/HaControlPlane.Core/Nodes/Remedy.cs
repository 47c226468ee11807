namespace HaControlPlane.Nodes;

/// <summary>What to do about a cause that is known by its words.</summary>
/// <param name="Words">What the node says of the cause.</param>
/// <param name="Fix">What to do, in one sentence.</param>
internal sealed record Remedy(string Words, string Fix);
