using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP145.</summary>
internal sealed class KubeVipVersionKnown() : TopologyRule(new(
    "HCP145", Error, "kube-vip's version is known.",
    "Its environment differs from version to version: vip_cidr became vip_subnet, and what an image does not know it passes over. "
        + "A warning where the version is newer than those this program was written from.",
    "Name a version from v0.4.0 to v1.2.3 as the image's tag or as loadBalancer.kubeVip.version.",
    "https://github.com/kube-vip/kube-vip/releases"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind != LoadBalancerKind.KubeVip)
        {
            yield break;
        }

        var path = topology.KubeVipVersionPath();
        if (KubeVipVersions.Of(topology.LoadBalancer) is not { } version)
        {
            var text = topology.LoadBalancer.KubeVip.Version ?? topology.LoadBalancer.Images.KubeVip;
            yield return Found($"{Display.Quote(text)} names no version of kube-vip.", path);
        }
        else if (version.Number < KubeVipVersion.Oldest.Number)
        {
            yield return Found($"kube-vip {version} is older than {KubeVipVersion.Oldest}.", path);
        }
        else if (version.Number > KubeVipVersion.Newest.Number)
        {
            yield return Found($"kube-vip {version} is newer than {KubeVipVersion.Newest}, and is treated as if it were that.", path, severity: Warning);
        }
    }
}
