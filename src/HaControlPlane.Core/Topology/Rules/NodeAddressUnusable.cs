using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP123.</summary>
internal sealed class NodeAddressUnusable() : TopologyRule(new(
    "HCP123", Error, "A node's address is one that other hosts can reach.",
    "haproxy on the other nodes could not reach this node's API server there.",
    "Write the address of the node on the control plane's network."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from node in topology.NodesWithPaths()
        let flaw = AddressFlaw.Of(node.Node.Address)
        where flaw is not null
        select Found($"The address {node.Node.Address} of node {Display.Quote(node.Node.Name)} {flaw}.", node.Path + ".address", node.Node);
}
