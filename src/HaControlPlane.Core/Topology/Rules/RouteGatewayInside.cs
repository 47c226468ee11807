using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP153.</summary>
internal sealed class RouteGatewayInside() : TopologyRule(new(
    "HCP153", Warning, "A route's gateway lies outside what it leads to.",
    "The gateway itself is then reached only while a more specific route, such as the interface's own subnet, leads there.",
    "Check the destination and the gateway."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from route in topology.Network.Routes.Select((r, i) => (Route: r, Path: $"network.routes[{i}]"))
        from to in route.Route.To
        where to.PrefixLength > 0 && to.Contains(route.Route.Via)
        select Found($"The gateway {route.Route.Via} lies in its own destination {to.Network}.", route.Path + ".via");
}
