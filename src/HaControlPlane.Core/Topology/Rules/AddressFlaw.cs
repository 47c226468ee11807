using System.Net;
using System.Net.Sockets;

namespace HaControlPlane.Topology.Rules;

/// <summary>Why an address can be no host's.</summary>
internal static class AddressFlaw
{
    private static readonly (IPNetwork Range, string Flaw)[] Ranges =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "is an unspecified address"),
        (IPNetwork.Parse("127.0.0.0/8"), "is a loopback address"),
        (IPNetwork.Parse("169.254.0.0/16"), "is a link-local address"),
        (IPNetwork.Parse("224.0.0.0/4"), "is a multicast address"),
        (IPNetwork.Parse("255.255.255.255/32"), "is the broadcast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "is a reserved address"),
        (IPNetwork.Parse("::/128"), "is an unspecified address"),
        (IPNetwork.Parse("::1/128"), "is a loopback address"),
        (IPNetwork.Parse("fe80::/10"), "is a link-local address"),
        (IPNetwork.Parse("ff00::/8"), "is a multicast address"),
    ];

    /// <summary>The flaw as the end of a sentence, such as "is a loopback address"; null when there is none.</summary>
    public static string? Of(IPAddress address) => address.IsIPv4MappedToIPv6
        ? "is an IPv4 address written as IPv6"
        : address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
        ? Ranges.FirstOrDefault(r => r.Range.BaseAddress.AddressFamily == address.AddressFamily && r.Range.Contains(address)).Flaw
        : "is not an IP address";
}
