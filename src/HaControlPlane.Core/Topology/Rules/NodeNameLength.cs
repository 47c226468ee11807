using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP166. What the name is made of is judged by HCP124.</summary>
internal sealed class NodeNameLength() : TopologyRule(new(
    "HCP166", Error, "A node's name has at most 63 characters.",
    "The kubelet gives its node the label kubernetes.io/hostname with this name, and the API server refuses a label's value that is longer: "
        + "the node would never join.",
    "Use a shorter name, such as the host name without its domain.",
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set"))
{
    private const int MaxLabelValue = 63;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NodesWithPaths()
            .Where(n => NameSyntax.IsDnsName(n.Node.Name) && n.Node.Name.Length > MaxLabelValue)
            .Select(n => Found($"The name {Display.Quote(n.Node.Name)} has {n.Node.Name.Length} characters.", n.Path + ".name", n.Node));
}
