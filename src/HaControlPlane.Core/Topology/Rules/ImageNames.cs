using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP140.</summary>
internal sealed class ImageNames() : TopologyRule(new(
    "HCP140", Error, "An image is named by a reference that a container runtime takes.",
    "The kubelet would name the pod InvalidImageName and never start it.",
    "Write registry/path:tag or registry/path@sha256:digest: the path in lower case, the tag at most 128 letters, digits and . _ -.",
    "https://github.com/distribution/reference"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NamedImages()
            .Where(i => !ImageReference.TryParse(i.Image, out _))
            .Select(i => Found($"{Display.Quote(i.Image)} is not an image reference.", i.Path));
}
