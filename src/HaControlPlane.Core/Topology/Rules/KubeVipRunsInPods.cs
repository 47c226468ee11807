using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP188.</summary>
internal sealed class KubeVipRunsInPods() : TopologyRule(new(
    "HCP188", Error, "kube-vip runs as a static pod.",
    "It comes as an image alone.",
    "Delete runAs."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy, RunAs: RunAs.Service })
        {
            yield return Found("kube-vip is no service of the operating system.", "loadBalancer.runAs");
        }
    }
}
