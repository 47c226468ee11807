using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace HaControlPlane.Topology;

/// <summary>
/// Reads addresses the way people write them. <see cref="IPAddress.TryParse(string, out IPAddress)"/> takes <c>1</c> for
/// 0.0.0.1, <c>010.1.1.1</c> for 8.1.1.1 and <c>[::1]:80</c> for ::1; none of these is what anybody means.
/// </summary>
public static class AddressText
{
    /// <summary>
    /// Reads a dotted quad without leading zeros, or an IPv6 address without scope, brackets or port.
    /// Returns false, and a null address, for everything else.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text is null || !(text.Contains(':', StringComparison.Ordinal) ? IsPlainIPv6(text) : IsDottedQuad(text)))
        {
            return false;
        }

        return IPAddress.TryParse(text, out address);
    }

    private static bool IsDottedQuad(string text) =>
        text.Split('.') is { Length: 4 } parts
        && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'));

    private static bool IsPlainIPv6(string text) => text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');

    /// <summary>The name of an address's family: IPv4 or IPv6.</summary>
    internal static string Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
}
