using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP140.</summary>
internal sealed class ImageReference() : TopologyRule(new(
    "HCP140", Error, "An image is named by a plain reference.",
    "It is written into a pod manifest; a blank or a line break there would begin something else.",
    "Write registry/path:tag or registry/path@digest.",
    "https://github.com/distribution/reference"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NamedImages()
            .Where(i => !NameSyntax.IsImage(i.Image))
            .Select(i => Found($"{Display.Quote(i.Image)} is not an image reference.", i.Path));
}
