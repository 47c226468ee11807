using System.Net;
using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>Where a kernel would send what is for a virtual IP.</summary>
/// <param name="Address">The virtual IP.</param>
/// <param name="Interface">The interface it would leave through.</param>
/// <param name="HardwareAddress">The MAC address it takes for the holder's, in lower case.</param>
/// <param name="State">How sure the kernel is: REACHABLE, STALE, DELAY and so on.</param>
public sealed record NeighbourView(IPAddress Address, string Interface, string HardwareAddress, string State)
{
    internal static NeighbourView Read(ScriptRecord record) =>
        new(IPAddress.Parse(record[0]), record[1], record[2].ToLowerInvariant(), record[3]);
}
