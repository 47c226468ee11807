using System.Net;

namespace HaControlPlane.Topology.Failover;

/// <summary>VRRP's order of addresses: as unsigned numbers, byte by byte from the left (RFC 5798, 6.4.3).</summary>
internal sealed class AddressOrder : IComparer<IPAddress>
{
    public static AddressOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(IPAddress? x, IPAddress? y) =>
        (x?.GetAddressBytes() ?? []).AsSpan().SequenceCompareTo(y?.GetAddressBytes() ?? []);
}
