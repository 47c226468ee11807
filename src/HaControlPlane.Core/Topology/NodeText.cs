using System.Globalization;
using System.Net;

namespace HaControlPlane.Topology;

/// <summary>Reads a node the way people write one for SSH: <c>user@host:port</c>.</summary>
public static class NodeText
{
    /// <summary>
    /// Reads <c>host</c>, <c>user@host</c>, <c>host:port</c> or both. The host is a name, an address, or an IPv6 address in
    /// brackets; SSH connects to it as it is written, so an alias of the SSH configuration works. The node's name is the
    /// host's (for an IPv6 address with dashes, since a name is one of DNS); its address the one written or the first a name resolves to, else <see cref="IPAddress.Any"/>, which the
    /// rules refuse wherever the node's own address matters.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="resolve">From a name to its addresses; none when it has none.</param>
    /// <exception cref="FormatException">It is none of these; the message says what is wrong.</exception>
    public static ControlPlaneNode Parse(string text, Func<string, IReadOnlyList<IPAddress>> resolve)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(resolve);
        var at = text.LastIndexOf('@');
        var user = at < 0 ? null : text[..at];
        var (host, port) = HostAndPort(text[(at + 1)..]);
        if (user is "" || host.Length == 0 || text.Any(char.IsWhiteSpace) || host[0] == '-' || user is ['-', ..])
        {
            throw new FormatException($"'{text}' is not a node; write name, user@host or user@host:port.");
        }

        var known = AddressText.TryParse(host, out var address);
        return new ControlPlaneNode
        {
            Name = Name(host),
            Address = known ? address! : resolve(host) is [var first, ..] ? first : IPAddress.Any,
            Ssh = new SshOptions { HostName = known ? null : host, User = user, Port = port },
        };
    }

    /// <summary>A name is one of DNS; IPv6 addresses are none: <c>fd00::1</c> becomes <c>ip6-fd00--1</c>.</summary>
    private static string Name(string host) =>
        host.Contains(':', StringComparison.Ordinal) ? $"ip6-{host.Replace(':', '-').TrimEnd('-')}" : host;

    /// <summary>An IPv6 address is full of colons, so a port goes with brackets only.</summary>
    private static (string Host, int? Port) HostAndPort(string text)
    {
        if (AddressText.TryParse(text, out _))
        {
            return (text, null);
        }

        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', Math.Max(bracket, 0));
        if (bracket > 0 && (colon < 0 ? text.Length : colon) != bracket + 1)
        {
            throw new FormatException($"'{text}' has something between its bracket and its port.");
        }

        var host = bracket > 0 ? text[1..bracket] : colon < 0 ? text : text[..colon];
        if (colon < 0)
        {
            return (host, null);
        }

        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (host, port)
            : throw new FormatException($"'{text[(colon + 1)..]}' in '{text}' is not a port; ports are 1 to 65535.");
    }
}
