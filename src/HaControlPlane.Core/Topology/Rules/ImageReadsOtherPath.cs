using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP143.</summary>
internal sealed class ImageReadsOtherPath() : TopologyRule(new(
    "HCP143", Error, "The keepalived image reads its configuration where the text profiles mount it.",
    "osixia/keepalived reads another path since 2.3.4: mounted where upstream's text says, the file is passed over, and the image's "
        + "own sample goes live with router id 51, password d0cker and foreign addresses.",
    "Use osixia/keepalived:2.0.20.",
    "https://github.com/osixia/container-keepalived"))
{
    /// <summary>The first version of the rewritten image, 2026-03-16.</summary>
    private static readonly Version FirstRewritten = new(2, 3, 4);

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.UsesTextProfile()
            && topology.UsesStaticPods()
            && topology.LoadBalancer.Images.Keepalived is { } image
            && ImageFacts.IsOf(image, "osixia/keepalived")
            && !ImageFacts.HasDigest(image)
            && VersionOf(ImageFacts.TagOf(image)) >= FirstRewritten)
        {
            yield return Found($"{Display.Quote(image)} does not read /usr/local/etc/keepalived/keepalived.conf.", "loadBalancer.images.keepalived");
        }
    }

    private static Version? VersionOf(string? tag)
    {
        var numbers = (tag ?? string.Empty).TrimStart('v').Split('-')[0];
        return tag is null or "latest" ? new Version(int.MaxValue, 0) : Version.TryParse(numbers, out var version) ? version : null;
    }
}
