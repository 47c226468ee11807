using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP142.</summary>
internal sealed class ImageWithoutCurl() : TopologyRule(new(
    "HCP142", Warning, "The keepalived image holds curl, which the check calls.",
    "Without curl the check fails on every node for ever: in profile fast nobody takes the address, in the text profiles nobody notices until it should move.",
    "Set loadBalancer.images.keepalived to osixia/keepalived:2.0.20.",
    "https://github.com/kubernetes/kubeadm/commit/5f8b25b"))
{
    private const string Repository = "osixia/keepalived";
    private const string FirstImage = Repository + ":1.3.5-1";

    /// <summary>The tags whose builds leave curl in; the ones before and the rewritten ones after remove it again.</summary>
    private static readonly string[] TagsWithCurl = ["2.0.17", "2.0.18", "2.0.19", "2.0.20"];

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (!topology.UsesStaticPods())
        {
            yield break;
        }

        var named = topology.LoadBalancer.Images.Keepalived;
        var image = named ?? (topology.LoadBalancer.Profile == LoadBalancerProfile.Classic ? FirstImage : null);
        if (image is not null && ImageFacts.IsOf(image, Repository) && ImageFacts.TagOf(image) is { } tag
            && !TagsWithCurl.Any(known => tag == known || tag.StartsWith(known + "-", StringComparison.Ordinal)))
        {
            yield return Found(
                $"{Display.Quote(image)} holds no curl.",
                "loadBalancer.images.keepalived",
                severity: topology.UsesTextProfile() ? Warning : Error);
        }
    }
}
