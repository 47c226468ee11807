using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP238.</summary>
internal sealed class CloudDropsVrrp() : NodeRule(new(
    "HCP238", Warning, "A virtual IP of keepalived is for networks that let an address move.",
    "A cloud's network knows which machine has which address: it drops ARP for others, and mostly multicast too.",
    "Use the cloud's own TCP load balancer and kind: external.",
    "acassen/keepalived#950"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        nodes.Where(n => n.Facts.Cloud is not null).GroupBy(n => n.Facts.Cloud!).Select(g => Found(
            g.First().Node,
            $"{Display.List(g.Select(n => n.Node.Name))} {(g.Count() == 1 ? "is a machine" : "are machines")} of {g.Key}.",
            fix: Remedy(g.Key, Display.List(topology.Endpoint.VirtualIPs))));

    private static string Remedy(string cloud, string vip) => cloud switch
    {
        "AWS" => "Use a Network Load Balancer and kind: external: a VPC routes an address to one network interface only, whatever ARP says.",
        "Google Cloud" => "Use an internal passthrough Network Load Balancer and kind: external: VRRP and gratuitous ARP do nothing there.",
        "Azure" => "Use a Standard Load Balancer and kind: external: its network knows neither multicast nor gratuitous ARP.",
        "OpenStack" => $"Allow the address on every node's port (openstack port set --allowed-address ip-address={vip} PORT) and protocol 112 in its security group, or use Octavia and kind: external.",
        "Hetzner Cloud" => "Use its load balancer and kind: external: a floating address moves by API call, never by ARP.",
        _ => $"Use the load balancer of {cloud} and kind: external, unless its network is known to let {vip} move.",
    };
}
