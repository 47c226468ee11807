using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP121.</summary>
internal sealed class DuplicateNodeNames() : TopologyRule(new(
    "HCP121", Error, "No two nodes have the same name, whatever its case.",
    "Names tell haproxy's servers, the nodes' files and the lines of every report apart; Kubernetes folds them to lower case.",
    "Rename one of them."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.SharedBy(n => n.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(g => g.Skip(1))
            .Select(n => Found($"A node named {Display.Quote(n.Node.Name)} is there already.", n.Path + ".name", n.Node));
}
