using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP101.</summary>
internal sealed class VipMissing() : TopologyRule(new(
    "HCP101", Error, "A load balancer on the nodes has a virtual IP.",
    "Without an address there is nothing to move from node to node, and nothing for clients to connect to.",
    "Set endpoint.vip to a free address in the nodes' subnet, or use kind: external with endpoint.host."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind != LoadBalancerKind.External
            && topology.Endpoint.VirtualIPs.Count == 0
            && !topology.IsWritten("endpoint.vip"))
        {
            yield return Found($"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)} needs a virtual IP, and there is none.", "endpoint");
        }
    }
}
