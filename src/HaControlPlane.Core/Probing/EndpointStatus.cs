using HaControlPlane.Nodes;

namespace HaControlPlane.Probing;

/// <summary>How the endpoint is right now, asked of every node and from here.</summary>
/// <param name="Nodes">What each node that answered says.</param>
/// <param name="Unreached">The nodes that could not be asked.</param>
/// <param name="Probes">What a client here gets, for each virtual IP.</param>
/// <param name="Verdict">All of it in one word.</param>
/// <param name="Sentence">All of it in one sentence.</param>
public sealed record EndpointStatus(
    IReadOnlyList<NodeStatus> Nodes,
    IReadOnlyList<NodeError> Unreached,
    IReadOnlyList<EndpointProbeResult> Probes,
    EndpointVerdict Verdict,
    string Sentence)
{
    /// <summary>For a balancer outside the nodes: each connection the endpoint lives on. Empty for a virtual IP of ours.</summary>
    public IReadOnlyList<ReachCheck> Checks { get; init; } = [];
}
