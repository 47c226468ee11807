using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP106.</summary>
internal sealed class VipIsNodeAddress() : TopologyRule(new(
    "HCP106", Error, "The virtual IP is no node's own address.",
    "keepalived takes configured VIPs off the interface when it starts: the node loses the address it is reached by.",
    "Choose a free address in the nodes' subnet.",
    "acassen/keepalived#2091"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from vip in topology.VirtualIPsWithPaths()
        from node in topology.Nodes
        where node.Address.Equals(vip.Address)
        select Found($"The virtual IP {vip.Address} is the address of node {Display.Quote(node.Name)}.", vip.Path, node);
}
