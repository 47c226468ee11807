using System.Net.Sockets;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Rendering;

/// <summary>The kernel settings that a topology means for each of its nodes.</summary>
public static class SysctlSettings
{
    private const string NonlocalBind = "net.ipv4.ip_nonlocal_bind";

    /// <summary>A program may bind an IPv6 address only with the twin of IPv4's setting.</summary>
    private const string NonlocalBindV6 = "net.ipv6.ip_nonlocal_bind";

    /// <summary>
    /// Keys and values: first the switches that set others when they are turned, as <c>net.ipv4.ip_forward</c> does with those
    /// below <c>conf</c>, then by key. Where a virtual IP is IPv6 and <c>net.ipv4.ip_nonlocal_bind</c> is declared, its IPv6 twin gets
    /// the same value unless it is declared itself.
    /// </summary>
    /// <exception cref="RenderException">A key or value could not be written as what it is.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> For(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var settings = new SortedDictionary<string, string>(topology.Sysctl.ToDictionary(), StringComparer.Ordinal);
        if (topology.Endpoint.VirtualIPs.Any(v => v.AddressFamily == AddressFamily.InterNetworkV6) && settings.TryGetValue(NonlocalBind, out var value))
        {
            settings.TryAdd(NonlocalBindV6, value);
        }

        return [.. InOrder(settings).Select(Checked)];
    }

    /// <summary>Settings in the order in which they may be written.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> InOrder(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.OrderBy(s => SetsOthers(s.Key) ? 0 : 1).ThenBy(s => s.Key, StringComparer.Ordinal);

    private static bool SetsOthers(string key)
    {
        var path = SysctlKey.PathOf(key);
        return path.EndsWith("/ip_forward", StringComparison.Ordinal)
            || path.EndsWith("/all/forwarding", StringComparison.Ordinal)
            || path.EndsWith("/all/disable_ipv6", StringComparison.Ordinal);
    }

    /// <summary>Both go into a file of lines: whatever is no plain key or no value of one line is not let in.</summary>
    internal static KeyValuePair<string, string> Checked(KeyValuePair<string, string> setting) =>
        !NameSyntax.IsSysctlKey(setting.Key) ? throw RenderFailure.UnsafeValue("sysctl", "keys as sysctl -a shows them")
        : !NameSyntax.IsSysctlValue(setting.Value) ? throw RenderFailure.UnsafeValue("sysctl." + setting.Key, "one line of text")
        : setting;
}
