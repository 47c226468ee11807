using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>What a repair found on a node and did there.</summary>
/// <param name="Node">The node.</param>
/// <param name="Settled">Each transaction that was left behind, and what became of it.</param>
/// <param name="LockedBy">Who holds the lock and may still be at work; then nothing was done. Null when it is free.</param>
/// <param name="Error">Why the node could not be asked; null when it could.</param>
public sealed record RepairReport(ControlPlaneNode Node, IReadOnlyList<SettledTransaction> Settled, string? LockedBy, NodeError? Error)
{
    /// <summary>Why the node is not whole, a lock that is held included; null when it is.</summary>
    public NodeError? Problem => Error ?? (LockedBy is null ? null : NodeErrors.Create(Node, NodeErrorKind.Locked, LockedBy).Error);

    /// <summary>The node is whole and its lock is free.</summary>
    public bool IsWhole => LockedBy is null && Error is null;
}
