using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP124.</summary>
internal sealed class NodeName() : TopologyRule(new(
    "HCP124", Error, "A node's name is a DNS name.",
    "It becomes a haproxy server name, a folder's name and part of commands; another character could mean something there.",
    "Use letters, digits, dashes and dots, as in the node's host name.",
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NodesWithPaths()
            .Where(n => !NameSyntax.IsDnsName(n.Node.Name))
            .Select(n => Found($"The node name {Display.Quote(n.Node.Name)} is not a DNS name.", n.Path + ".name", n.Node));
}
