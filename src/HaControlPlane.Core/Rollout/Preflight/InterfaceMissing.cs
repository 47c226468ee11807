using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP231.</summary>
internal sealed class InterfaceMissing() : NodeRule(new(
    "HCP231", Error, "The interface of the virtual IP is there on every node.",
    "Whoever is to hold the address does not start without it.",
    "Correct loadBalancer.interface, give the node an interface of its own, or leave it out: then it is found on the node."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        let name = InterfaceOf(topology, look.Node)
        where name is not null && look.Facts.Interfaces.Count > 0 && !look.Facts.Interfaces.ContainsKey(name)
        select Found(look.Node, $"There is no interface {name}; there are {Display.List(look.Facts.Interfaces.Keys)}.");
}
