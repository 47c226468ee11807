using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HaControlPlane.Topology;

/// <summary>Reads a BGP peer as kube-vip writes one, without its secrets: <c>192.0.2.1:65001</c>, <c>[2001:db8::1]:65001</c>.</summary>
public static class BgpPeerText
{
    /// <summary>Reads an address, IPv6 in brackets, a colon and an autonomous system number.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BgpPeer? peer)
    {
        peer = null;
        if (text?.LastIndexOf(':') is not ({ } colon and > 0) || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var bracketed = text[0] == '[' && text[colon - 1] == ']';
        var host = bracketed ? text[1..(colon - 1)] : text[..colon];
        if (bracketed != host.Contains(':', StringComparison.Ordinal) || !AddressText.TryParse(host, out var address))
        {
            return false;
        }

        peer = new BgpPeer(address, number);
        return true;
    }
}
