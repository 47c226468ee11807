using System.Globalization;
using System.Net;
using HaControlPlane.Nodes;

namespace HaControlPlane.Probing;

/// <summary>What the kernel of this machine believes of its neighbours on IPv4: read where Linux tells it, empty elsewhere.</summary>
public static class LocalNeighbours
{
    private const string Table = "/proc/net/arp";

    /// <summary>The flag of an entry that has a hardware address (ATF_COM).</summary>
    private const int Complete = 2;

    /// <summary>The beliefs about these addresses.</summary>
    public static IReadOnlyList<NeighbourView> Read(IReadOnlyCollection<IPAddress> addresses)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Parse(File.ReadAllText(Table), addresses) : [];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Six columns: address, type, flags, hardware address, mask, interface.</summary>
    internal static IReadOnlyList<NeighbourView> Parse(string table, IReadOnlyCollection<IPAddress> addresses) =>
    [
        .. table.Split('\n').Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length >= 6 && IPAddress.TryParse(f[0], out var address) && addresses.Contains(address)
                && (int.Parse(f[2].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Complete) != 0)
            .Select(f => new NeighbourView(IPAddress.Parse(f[0]), f[5], f[3].ToLowerInvariant(), "COMPLETE")),
    ];
}
