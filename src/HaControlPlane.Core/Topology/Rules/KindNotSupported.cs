using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP190.</summary>
internal sealed class KindNotSupported() : TopologyRule(new(
    "HCP190", Warning, "The load balancer's kind is one this version installs.",
    "keepalived-haproxy is put on nodes, external is proven from them; of the other kinds only the files are made.",
    "Bring the files onto the nodes yourself, or use kind: keepalived-haproxy."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind is LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy)
        {
            yield return Found(
                $"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)} is not installed by this version.", "loadBalancer.kind");
        }
    }
}
