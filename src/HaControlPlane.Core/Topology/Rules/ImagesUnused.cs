using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP144.</summary>
internal sealed class ImagesUnused() : TopologyRule(new(
    "HCP144", Information, "Images are named only for what runs as a static pod.",
    "An image that nothing runs changes nothing.",
    "Delete it, or use runAs: static-pod."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NamedImages()
            .Where(i => i.Path.EndsWith("kubeVip", StringComparison.Ordinal)
                ? topology.LoadBalancer.Kind is not (LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy)
                : !topology.UsesStaticPods())
            .Select(i => Found($"The image {Display.Quote(i.Image)} is not used.", i.Path));
}
