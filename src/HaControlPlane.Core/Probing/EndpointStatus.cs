using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>How the endpoint is right now, asked of every node and from here.</summary>
/// <param name="Nodes">What each node that answered says.</param>
/// <param name="Unreached">The nodes that could not be asked.</param>
/// <param name="Probes">What a client here gets of /livez and /readyz, for each virtual IP.</param>
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

    /// <summary>Whom the kernel here takes for the holder; empty where the virtual IP is behind a router.</summary>
    public IReadOnlyList<NeighbourView> Neighbours { get; init; } = [];

    /// <summary>Who would send to another than the holder.</summary>
    public IReadOnlyList<StaleNeighbour> Stale { get; init; } = [];

    /// <summary>What else there is to say: of the served certificate, rules HCP248 and HCP249.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The nodes that hold a virtual IP.</summary>
    public IReadOnlyList<ControlPlaneNode> Holders => [.. Nodes.Where(n => n.Vips.Any(v => v.Held)).Select(n => n.Node)];

    /// <summary>The API servers as the holder's haproxy finds them; another's where the holder cannot be asked. Empty where haproxy tells nobody.</summary>
    public IReadOnlyList<BackendView> Backends => (Nodes.FirstOrDefault(n => n.Vips.Any(v => v.Held)) ?? Nodes.FirstOrDefault(n => n.Backends is not null))?.Backends ?? [];

    /// <summary>The certificate that is served through the endpoint; null when none was.</summary>
    public ServedCertificate? Certificate => Probes.FirstOrDefault(p => p.Certificate is not null)?.Certificate;
}
