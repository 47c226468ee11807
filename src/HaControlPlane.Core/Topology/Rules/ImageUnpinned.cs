using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP141.</summary>
internal sealed class ImageUnpinned() : TopologyRule(new(
    "HCP141", Warning, "An image is pinned to a version.",
    "Nodes that pull at different times run different programs, and a node that restarts without a registry may not start at all.",
    "Name a version tag or a digest.",
    "https://kubernetes.io/docs/concepts/containers/images/#image-names"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from image in topology.NamedImages()
        where ImageReference.TryParse(image.Image, out _) && !ImageFacts.HasDigest(image.Image)
        let tag = ImageFacts.TagOf(image.Image)
        where tag is null or "" or "latest"
        select Found($"The image {Display.Quote(image.Image)} {(string.IsNullOrEmpty(tag) ? "has no tag" : "follows latest")}.", image.Path);
}
