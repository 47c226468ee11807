using HaControlPlane.Nodes;

namespace HaControlPlane.Rollout;

/// <summary>How a rollout ended.</summary>
/// <param name="Id">The transaction's id.</param>
/// <param name="Outcome">As a whole.</param>
/// <param name="Nodes">For each node, in the topology's order.</param>
/// <param name="Elapsed">How long it took since it was staged.</param>
public sealed record RolloutReport(string Id, RolloutOutcome Outcome, IReadOnlyList<NodeReport> Nodes, TimeSpan Elapsed)
{
    /// <summary>Where each node stands and what to do, when the nodes are not all on one side; else null.</summary>
    public NodeError? Mixed { get; init; }
}
