using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP190.</summary>
internal sealed class KindNotSupported() : TopologyRule(new(
    "HCP190", Error, "The load balancer's kind is one this version installs.",
    "keepalived-haproxy is put on nodes, external is proven from them; the other kinds are read and checked only.",
    "Use kind: keepalived-haproxy or kind: external."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind is LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy)
        {
            yield return Found(
                $"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)} is not in this version.", "loadBalancer.kind");
        }
    }
}
