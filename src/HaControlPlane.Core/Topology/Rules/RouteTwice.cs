using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP156.</summary>
internal sealed class RouteTwice() : TopologyRule(new(
    "HCP156", Error, "A destination is routed once.",
    "Only one of two routes to the same destination is used, and which one depends on the order they were set in.",
    "Delete one of them."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.Network.Routes
            .SelectMany((r, i) => r.To.Select((to, j) => (To: to.Network, Path: $"network.routes[{i}].to[{j}]")))
            .GroupBy(r => r.To)
            .SelectMany(g => g.Skip(1))
            .Select(r => Found($"There is a route to {r.To} already.", r.Path));
}
