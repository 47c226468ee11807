using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP155.</summary>
internal sealed class RouteGatewayUnusable() : TopologyRule(new(
    "HCP155", Error, "A route's gateway is a router: no virtual IP, no node, no special address.",
    "The kernel refuses a node's own address as its gateway, and a virtual IP moves from one node to the next.",
    "Write the address of the router on that interface's network."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from route in topology.Network.Routes.Select((r, i) => (r.Via, Path: $"network.routes[{i}].via"))
        let flaw = FlawOf(topology, route.Via)
        where flaw is not null
        select Found($"The gateway {route.Via} {flaw}.", route.Path);

    /// <summary>An IPv6 router is best named by its link-local address, so that is no flaw here.</summary>
    private static string? FlawOf(ControlPlaneTopology topology, System.Net.IPAddress via) =>
        topology.Nodes.FirstOrDefault(n => n.Address.Equals(via)) is { } node ? $"is the address of node {Display.Quote(node.Name)}"
        : topology.Endpoint.VirtualIPs.Contains(via) ? "is the virtual IP"
        : via.IsIPv6LinkLocal ? null
        : AddressFlaw.Of(via);
}
