using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP183.</summary>
internal sealed class LegacyBreaksWatches() : TopologyRule(new(
    "HCP183", Warning, "A balancer lets silent connections live.",
    "kube-vip 0.1.1 waits one second for an answer, and dials another API server for the next request: watches, logs -f and exec break. "
        + "A read from a client that fails ends the whole program.",
    "Use kind: kube-vip, which leaves connections to the kernel.",
    "kube-vip/kube-vip#508"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.LoadBalancer.Kind == LoadBalancerKind.KubeVipLegacy
            ? [Found("kube-vip 0.1.1 breaks watches.", "loadBalancer.kind")]
            : [];
}
