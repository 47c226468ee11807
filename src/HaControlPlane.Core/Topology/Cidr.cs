using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace HaControlPlane.Topology;

/// <summary>An address range as it was written: unlike <see cref="IPNetwork"/>, it may carry host bits, so that a rule can name them.</summary>
/// <param name="Address">The address before the slash, host bits and all.</param>
/// <param name="PrefixLength">The number of network bits, 0 to 32 or 128.</param>
public sealed record Cidr(IPAddress Address, int PrefixLength)
{
    /// <summary>The number of network bits, 0 to 32 or 128.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than the address has.</exception>
    public int PrefixLength { get; init; } =
        PrefixLength >= 0 && PrefixLength <= Address.GetAddressBytes().Length * 8
            ? PrefixLength
            : throw new ArgumentOutOfRangeException(nameof(PrefixLength), PrefixLength, "A prefix has 0 to 32 bits, for IPv6 to 128.");

    /// <summary>The range this really is, with the host bits cleared.</summary>
    public IPNetwork Network => new(Masked(Address, PrefixLength), PrefixLength);

    /// <summary>True when bits outside the prefix are set, as in 10.100.0.0/12, which really is 10.96.0.0/12.</summary>
    public bool HasHostBits => !Network.BaseAddress.Equals(Address);

    /// <summary>True when an address lies in this range.</summary>
    public bool Contains(IPAddress address) => Network.Contains(address);

    /// <summary>True when two ranges share an address.</summary>
    public bool Overlaps(Cidr other) =>
        Address.AddressFamily == other.Address.AddressFamily
        && (Network.Contains(other.Network.BaseAddress) || other.Network.Contains(Network.BaseAddress));

    /// <summary>Reads <c>10.96.0.0/12</c> or <c>fd00::/108</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Cidr? cidr)
    {
        cidr = null;
        if (text?.Split('/') is not [var head, var tail]
            || !AddressText.TryParse(head, out var address)
            || (tail.Length > 1 && tail[0] == '0')
            || !int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > address.GetAddressBytes().Length * 8)
        {
            return false;
        }

        cidr = new Cidr(address, length);
        return true;
    }

    /// <summary>The range as it was written.</summary>
    public override string ToString() => $"{Address}/{PrefixLength}";

    private static IPAddress Masked(IPAddress address, int prefixLength)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(prefixLength - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }

        return new IPAddress(bytes);
    }
}
