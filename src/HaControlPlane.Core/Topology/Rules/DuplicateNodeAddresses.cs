using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP122.</summary>
internal sealed class DuplicateNodeAddresses() : TopologyRule(new(
    "HCP122", Error, "No two nodes have the same address.",
    "One machine would get the files of both nodes, the other none.",
    "Correct one of the addresses."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from shared in topology.SharedBy(n => n.Address)
        let first = shared.First().Node
        from other in shared.Skip(1)
        select Found($"The address {shared.Key} is that of node {Display.Quote(first.Name)} already.", other.Path + ".address", other.Node);
}
