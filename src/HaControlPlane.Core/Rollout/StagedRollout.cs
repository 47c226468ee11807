using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>A rollout that is staged on every node and changes nothing yet.</summary>
/// <param name="Id">The transaction's id, the same on every node.</param>
/// <param name="Endpoint">The endpoint whose health decides; null for loose files.</param>
/// <param name="Nodes">What it would do to each node.</param>
public sealed record StagedRollout(string Id, ControlPlaneEndpoint? Endpoint, IReadOnlyList<StagedNode> Nodes)
{
    /// <summary>What the rules about live nodes have to say. Never an error: those forbid the stage.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>One node is done before the next begins, whoever holds the VIP: what is changed must stay up on the others.</summary>
    public bool OneAtATime { get; init; }

    /// <summary>Every node has the virtual IP, as with kube-vip in the mode bgp, and routers choose.</summary>
    public bool HeldByAll { get; init; }

    /// <summary>
    /// Another program is to hold the virtual IP than before, on whatever node, and the two do not hear each other: all nodes give
    /// up the old one before the new one comes on any.
    /// </summary>
    public bool ChangesHolder => Nodes.SelectMany(n => n.HoldersGone).Any(gone => Nodes.SelectMany(n => n.HoldersToCome).Any(come => come != gone));

    /// <summary>Something is to be done on some node.</summary>
    public bool HasChanges => Nodes.Any(n => n.HasChanges);
}
