using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Rendering;

/// <summary>
/// Values on their way into a daemon's configuration. Neither keepalived nor haproxy can escape a line end, so values are
/// let in by what they may contain, never by what they may not. Addresses and numbers are safe by their type.
/// </summary>
internal static partial class ConfigText
{
    private const string NameCharacters = "letters, digits, dots, hyphens and underscores";

    /// <summary>The cluster's name, part of router and instance names.</summary>
    public static string Cluster(ControlPlaneTopology topology) =>
        Name().IsMatch(topology.Name) ? topology.Name : throw RenderFailure.UnsafeValue("name", NameCharacters);

    /// <summary>The node's name, as haproxy's server name and keepalived's router id take it.</summary>
    public static string Node(ControlPlaneTopology topology, ControlPlaneNode node) =>
        Name().IsMatch(node.Name) ? node.Name : throw RenderFailure.UnsafeValue(PathOf(topology, node, "name"), NameCharacters);

    /// <summary>The interface the virtual IP lives on: the node's own, else the topology's.</summary>
    public static string Interface(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var name = node.Interface ?? topology.LoadBalancer.Interface ?? throw RenderFailure.InterfaceUnknown(node);
        var path = node.Interface is null ? "loadBalancer.interface" : PathOf(topology, node, "interface");
        return InterfaceName().IsMatch(name)
            ? name
            : throw RenderFailure.UnsafeValue(path, $"up to 15 {NameCharacters}, and @ or :", node.Name);
    }

    /// <summary>The VRRPv2 password. keepalived reads <c>#</c> and <c>!</c> as comments, <c>$</c> as a variable, quotes and braces as syntax.</summary>
    public static string Password(ControlPlaneTopology topology)
    {
        var secret = topology.LoadBalancer.AuthPass ?? throw RenderFailure.AuthPassMissing(topology);
        return PlainPassword().IsMatch(secret.Reveal())
            ? secret.Reveal()
            : throw RenderFailure.UnsafeValue("loadBalancer.authPass", "letters, digits and . _ + / = : , % ^ * ? & -");
    }

    /// <summary>A BGP password. kube-vip takes peers apart at commas and colons.</summary>
    public static string PeerPassword(BgpPeer peer) =>
        peer.Password is not { } secret ? ""
        : NameSyntax.IsPeerPassword(secret.Reveal()) ? secret.Reveal()
        : throw RenderFailure.UnsafeValue("loadBalancer.kubeVip.bgp.peers", "letters, digits and . _ + / = % ^ * ? & - in a password");

    /// <summary>An address as part of a URL or before a port: IPv6 in brackets.</summary>
    public static string Host(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Plain(address)}]" : Plain(address);

    /// <summary>An address alone. A zone (<c>%eth0</c>) says which link, and the configurations say that elsewhere.</summary>
    public static string Plain(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()).ToString() : address.ToString();

    /// <summary>Lines under one another, each with its indent but for the first, whose indent the template holds.</summary>
    public static string Lines(int indent, IEnumerable<string> lines) =>
        string.Join('\n' + new string(' ', indent), lines);

    /// <summary>The text as every node reads it, whatever line ends this source was checked out with; one at the end.</summary>
    public static string Finish(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string PathOf(ControlPlaneTopology topology, ControlPlaneNode node, string key) =>
        $"nodes[{topology.Nodes.ToList().IndexOf(node)}].{key}";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,252}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9._-][A-Za-z0-9._@:-]{0,14}\z")]
    private static partial Regex InterfaceName();

    [GeneratedRegex(@"\A[A-Za-z0-9._+/=:,%^*?&-]+\z")]
    private static partial Regex PlainPassword();
}
