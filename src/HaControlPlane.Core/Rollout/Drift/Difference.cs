using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Drift;

/// <summary>One difference between what a topology declares and what is.</summary>
/// <param name="Node">The node on which it shows.</param>
/// <param name="Kind">In what they differ.</param>
/// <param name="Subject">The file, daemon or value.</param>
/// <param name="Expected">What the topology means; empty where a diff says it.</param>
/// <param name="Actual">What is.</param>
/// <param name="Diff">For files: the unified diff from what is to what should be, secrets masked.</param>
public sealed record Difference(ControlPlaneNode Node, DifferenceKind Kind, string Subject, string Expected, string Actual, string Diff = "")
{
    /// <summary>The endpoint behaves, or will behave, otherwise than declared.</summary>
    public bool MattersToMeaning => Kind != DifferenceKind.Formatting;
}
