using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP182.</summary>
internal sealed class LegacyWithoutHealthCheck() : TopologyRule(new(
    "HCP182", Warning, "What balances connections knows which API servers answer.",
    "kube-vip 0.1.1 checks none of its backends: every third connection goes to an API server that is down.",
    "Use kind: kube-vip; New-KubeVipConfig -As Modern keeps the address, the interface and the port.",
    "kube-vip/kube-vip#508"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.LoadBalancer.Kind == LoadBalancerKind.KubeVipLegacy
            ? [Found("kube-vip 0.1.1 has no health check.", "loadBalancer.kind")]
            : [];
}
