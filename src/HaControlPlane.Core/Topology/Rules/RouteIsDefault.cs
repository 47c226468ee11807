using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP163.</summary>
internal sealed class RouteIsDefault() : TopologyRule(new(
    "HCP163", Error, "A route leads to a range, not to everywhere.",
    "The default route is the base of the node's own configuration; a second one makes nodes unreachable.",
    "Name the ranges that need this gateway, such as the Service and pod ranges.",
    "kubernetes/kubeadm#86"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from route in topology.Network.Routes.Select((r, i) => (r.To, Path: $"network.routes[{i}].to"))
        from to in route.To
        where to.PrefixLength == 0
        select Found($"{to} is a default route.", route.Path);
}
