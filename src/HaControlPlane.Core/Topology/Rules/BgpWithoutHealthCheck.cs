using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP187.</summary>
internal sealed class BgpWithoutHealthCheck() : TopologyRule(new(
    "HCP187", Warning, "A node whose API server is dead announces no route to it.",
    "Before v1.2.0 kube-vip announces the address for as long as it runs itself, and routers send clients to a node where nobody answers.",
    "Use v1.2.3, which asks the API server first.",
    "https://kube-vip.io/docs/modes/bgp/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.KubeVip() is { ChecksHealth: false } version && topology.LoadBalancer.KubeVip.Mode == KubeVipMode.Bgp)
        {
            yield return Found($"kube-vip {version} checks no API server.", "loadBalancer.kubeVip.mode");
        }
    }
}
