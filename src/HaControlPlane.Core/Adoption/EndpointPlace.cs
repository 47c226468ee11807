using System.Globalization;
using System.Net;
using HaControlPlane.Topology;

namespace HaControlPlane.Adoption;

/// <summary>Tells what of other configurations is the endpoint's own: its ports, its API servers, its virtual IPs.</summary>
/// <param name="topology">The topology.</param>
/// <param name="formerVirtualIPs">Addresses that our own keepalived announced before.</param>
internal sealed class EndpointPlace(ControlPlaneTopology topology, IEnumerable<string> formerVirtualIPs)
{
    private readonly HashSet<IPAddress> machines = [.. topology.Nodes.Select(n => n.Address), IPAddress.Loopback, IPAddress.IPv6Loopback];

    private readonly HashSet<IPAddress> virtualIPs =
        [.. topology.Endpoint.VirtualIPs, .. formerVirtualIPs.Select(v => IPAddress.TryParse(v, out var address) ? address : null).OfType<IPAddress>()];

    /// <summary>Where haproxy listens is the endpoint's port.</summary>
    public bool IsEndpointPort(string bind) => PortOf(bind) == topology.Endpoint.Port;

    /// <summary>Where haproxy listens is the port on which it tells of itself.</summary>
    public bool IsMonitorPort(string bind) => PortOf(bind) == topology.LoadBalancer.MonitorPort;

    /// <summary>A server of haproxy is an API server of this topology; of one by name only the port tells.</summary>
    /// <param name="server">Address and port.</param>
    /// <param name="byName">Whether a host name with the right port counts.</param>
    public bool IsApiserver(string server, bool byName) => PortOf(server) == topology.ApiserverPort
        && (IPAddress.TryParse(HostOf(server), out var address) ? machines.Contains(address) : byName || topology.Nodes.Any(n => n.Name == HostOf(server)) || HostOf(server) == "localhost");

    /// <summary>An address of keepalived is a virtual IP of the topology, or was ours before.</summary>
    /// <param name="address">As keepalived writes it: with a prefix's length, or without.</param>
    public bool IsVirtualIP(string address) => IPAddress.TryParse(address.Split('/')[0], out var parsed) && virtualIPs.Contains(parsed);

    /// <summary>The address is a virtual IP, and the port is the endpoint's or the API servers'.</summary>
    public bool IsEndpoint(string address, string port) => IsVirtualIP(address) && (port == Number(topology.Endpoint.Port) || port == Number(topology.ApiserverPort));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int? PortOf(string address) =>
        address.LastIndexOf(':') is >= 0 and var colon && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>Without its port, brackets and a family such as <c>ipv4@</c>.</summary>
    private static string HostOf(string server)
    {
        var host = server[..Math.Max(0, server.LastIndexOf(':'))];
        return host[(host.IndexOf('@', StringComparison.Ordinal) + 1)..].Trim('[', ']');
    }
}
