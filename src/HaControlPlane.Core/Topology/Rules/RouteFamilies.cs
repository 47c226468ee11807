using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP154.</summary>
internal sealed class RouteFamilies() : TopologyRule(new(
    "HCP154", Error, "A route's gateway is of its destination's address family.",
    "The kernel refuses such a route as it would be written.",
    "Choose a gateway of the same family.",
    "https://man7.org/linux/man-pages/man8/ip-route.8.html"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from route in topology.Network.Routes.Select((r, i) => (Route: r, Path: $"network.routes[{i}]"))
        from to in route.Route.To
        where to.Address.AddressFamily != route.Route.Via.AddressFamily
        select Found($"The destination {to} is {AddressText.Family(to.Address)}, the gateway {route.Route.Via} is not.", route.Path + ".via");
}
