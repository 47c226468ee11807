using System.Net.Sockets;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP186.</summary>
internal sealed class BgpSession() : TopologyRule(new(
    "HCP186", Error, "A BGP session has peers, numbers and words kube-vip can read.",
    "Peers are one text to kube-vip, taken apart at commas and colons, and the router id of a node is its IPv4 address.",
    "Give each peer an address and a number from 1 to 4294967295; a password of letters, digits and . _ + / = % ^ * ? & -.",
    "https://kube-vip.io/docs/modes/bgp/"))
{
    private const string Section = "loadBalancer.kubeVip.bgp";

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer is not { Kind: LoadBalancerKind.KubeVip, KubeVip: { Mode: KubeVipMode.Bgp } spec })
        {
            yield break;
        }

        if (spec.Bgp is not { Peers.Count: > 0 } bgp)
        {
            yield return Found("BGP has no peers.", topology.IsWritten(Section) ? Section : "loadBalancer.kubeVip.mode");
            yield break;
        }

        foreach (var (number, path) in bgp.Peers.Select((p, i) => (p.As, $"{Section}.peers[{i}].as")).Prepend((bgp.As, $"{Section}.as")))
        {
            if (number is < 1 or > uint.MaxValue)
            {
                yield return Found($"{number} is no autonomous system.", path);
            }
        }

        for (var i = 0; i < bgp.Peers.Count; i++)
        {
            if (bgp.Peers[i].Password is { } password && !NameSyntax.IsPeerPassword(password.Reveal()))
            {
                yield return Found("The password has a character that kube-vip takes for the end of it.", $"{Section}.peers[{i}].password");
            }

            if (AddressFlaw.Of(bgp.Peers[i].Address) is { } flaw)
            {
                yield return Found($"{bgp.Peers[i].Address} {flaw}, and no router's.", $"{Section}.peers[{i}].address");
            }

            if (topology.KubeVip() is { TakesIPv6Peers: false } version && bgp.Peers[i].Address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                yield return Found($"kube-vip {version} takes no IPv6 peers.", $"{Section}.peers[{i}].address");
            }
        }

        foreach (var (node, path) in topology.NodesWithPaths().Where(n => n.Node.Address.AddressFamily != AddressFamily.InterNetwork))
        {
            yield return Found($"{Display.Quote(node.Name)} has no IPv4 address to be its router id.", path + ".address", node);
        }
    }
}
