using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP190.</summary>
internal sealed class KindNotSupported() : TopologyRule(new(
    "HCP190", Warning, "The load balancer's kind is one this version installs.",
    "Of kube-vip 0.1.1 only the files are made: its first node founds an election of its own whenever it starts, and then two nodes hold the address.",
    "Use kind: kube-vip or keepalived-haproxy; to rebuild an old cluster, bring the rendered files onto the nodes yourself."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind == LoadBalancerKind.KubeVipLegacy)
        {
            yield return Found(
                $"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)} is not installed by this version.", "loadBalancer.kind");
        }
    }
}
