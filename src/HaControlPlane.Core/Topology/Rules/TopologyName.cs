using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP100.</summary>
internal sealed class TopologyName() : TopologyRule(new(
    "HCP100", Error, "The topology's name is a DNS label.",
    "Router id, lease and backup names are made from it, and end up in paths and config files on every node.",
    "Use lower case letters, digits and inner dashes, at most 63.",
    "https://www.rfc-editor.org/rfc/rfc1123#section-2.1"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (!NameSyntax.IsDnsLabel(topology.Name))
        {
            yield return Found($"The name {Display.Quote(topology.Name)} is not a DNS label.", "name");
        }
    }
}
