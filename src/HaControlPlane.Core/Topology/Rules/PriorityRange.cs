using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP132.</summary>
internal sealed class PriorityRange() : TopologyRule(new(
    "HCP132", Error, "A priority is a number from 1 to 254.",
    "0 says that a node gives up, and 255 that it owns the address for good: such a node never hands it over.",
    "Choose a number from 1 to 254.",
    "https://www.rfc-editor.org/rfc/rfc5798#section-5.2.4"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.NodesWithPaths()
            .Where(n => n.Node.Priority is < 1 or > 254)
            .Select(n => Found($"The priority of node {Display.Quote(n.Node.Name)} is {n.Node.Priority}.", n.Path + ".priority", n.Node));
}
