using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP236.</summary>
internal sealed class FirewallBlocksVrrp() : NodeRule(new(
    "HCP236", Error, "The nodes' firewalls let VRRP through, IP protocol 112.",
    "A node that does not hear the holder takes the address too: two holders at once.",
    "Accept IP protocol 112 from the other nodes.",
    "acassen/keepalived#1487"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        nodes.Select(Judge).OfType<Finding>();

    private Finding? Judge(NodeLook look) => look.Facts.Firewall switch
    {
        { Vrrp: FirewallVerdict.Blocks } firewall => Found(look.Node, $"{firewall.Kind} drops VRRP.", fix: Remedy(firewall.Kind)),
        { Vrrp: FirewallVerdict.Unknown } firewall => Found(
            look.Node,
            $"Whether {(firewall.Kind == "unknown" ? "a firewall here" : firewall.Kind)} lets VRRP through cannot be told from its rules.",
            Information,
            "See to it that IP protocol 112 from the other nodes is accepted."),
        _ => null,
    };

    private static string Remedy(string kind) => kind switch
    {
        "firewalld" => "On the node: firewall-cmd --permanent --add-protocol=vrrp && firewall-cmd --reload.",
        "ufw" => "In /etc/ufw/before.rules, before COMMIT: -A ufw-before-input -p vrrp -j ACCEPT; then ufw reload.",
        "iptables" => "On the node: iptables -I INPUT -p vrrp -j ACCEPT, and keep it over a reboot.",
        _ => "Add 'ip protocol vrrp accept' before what drops in the input chain, and keep it over a reboot.",
    };
}
