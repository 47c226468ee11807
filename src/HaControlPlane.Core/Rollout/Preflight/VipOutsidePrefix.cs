using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP230.</summary>
internal sealed class VipOutsidePrefix() : NodeRule(new(
    "HCP230", Error, "The virtual IP lies in a subnet that every node is connected to.",
    "The address moves from node to node on one segment; where its subnet is not connected, nobody reaches it there.",
    "Take an address of the nodes' own subnet, or name the interface that is in the address's subnet.",
    "acassen/keepalived#709"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        let name = InterfaceOf(topology, look.Node)
        where name is null || look.Facts.Interfaces.ContainsKey(name)
        let ranges = look.Facts.Addresses.Where(a => name is null || a.Interface == name).ToArray()
        from vip in topology.Endpoint.VirtualIPs
        where !ranges.Any(a => a.Range.Contains(vip) && !a.Range.Address.Equals(vip))
        select Found(look.Node, $"{(name is null ? "No interface" : $"The interface {name}")} has {(name is null ? "a" : "no")} subnet that holds {vip}; there {(name is null ? "are" : "is")} {Ranges(ranges)}.");

    private static string Ranges(InterfaceAddress[] ranges) =>
        ranges.Length == 0 ? "no address" : Display.List(ranges.Select(a => $"{a.Interface} {a.Range}"));
}
