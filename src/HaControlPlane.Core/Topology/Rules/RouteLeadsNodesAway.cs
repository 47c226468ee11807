using System.Net;
using System.Net.Sockets;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP164.</summary>
internal sealed class RouteLeadsNodesAway() : TopologyRule(new(
    "HCP164", Warning, "No route leads the nodes or the virtual IP away from their own network.",
    "A range that is as narrow as the network itself counts more than it: nodes then talk to each other, and VRRP to the "
        + "virtual IP's clients, through the gateway.",
    "Choose a destination without these addresses."))
{
    /// <summary>Wider ranges lose against the interface's own network, which is seldom wider than this.</summary>
    private const int NarrowIPv4 = 24;

    private const int NarrowIPv6 = 64;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from route in topology.Network.Routes.Select((r, i) => (r.To, Path: $"network.routes[{i}].to"))
        from to in route.To
        where to.PrefixLength >= (to.Address.AddressFamily == AddressFamily.InterNetwork ? NarrowIPv4 : NarrowIPv6)
        let covered = Addresses(topology).FirstOrDefault(to.Contains)
        where covered is not null
        select Found($"The destination {to} holds {covered}.", route.Path);

    private static IEnumerable<IPAddress> Addresses(ControlPlaneTopology topology) =>
        topology.Nodes.Select(n => n.Address).Concat(topology.Endpoint.VirtualIPs);
}
