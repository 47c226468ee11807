using System.Net;
using HaControlPlane.Nodes;

namespace HaControlPlane.Probing;

/// <summary>Somebody on the segment who would send what is for a virtual IP to another than its holder.</summary>
/// <param name="Who">The node's name, or "here".</param>
/// <param name="Address">The virtual IP.</param>
/// <param name="Believed">The MAC address it would send to.</param>
/// <param name="BelievedOwner">The node that has this MAC address; null when none of ours does.</param>
/// <param name="Holder">The node that really holds the address.</param>
/// <param name="Actual">The holder's MAC address.</param>
public sealed record StaleNeighbour(string Who, IPAddress Address, string Believed, string? BelievedOwner, string Holder, string Actual)
{
    /// <summary>Everybody who is wrong about an address with one holder. Who reaches it through a router has no belief, and cannot be wrong.</summary>
    /// <param name="vips">The virtual IPs.</param>
    /// <param name="nodes">What the nodes say.</param>
    /// <param name="here">What the kernel here believes.</param>
    public static IReadOnlyList<StaleNeighbour> Find(IEnumerable<IPAddress> vips, IReadOnlyList<NodeStatus> nodes, IReadOnlyList<NeighbourView> here)
    {
        ArgumentNullException.ThrowIfNull(vips);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(here);
        return [.. vips.SelectMany(vip => Of(vip, nodes, here))];
    }

    private static IEnumerable<StaleNeighbour> Of(IPAddress vip, IReadOnlyList<NodeStatus> nodes, IReadOnlyList<NeighbourView> here)
    {
        var holders = nodes.Where(n => n.Vips.Any(v => v.Held && v.Address.Equals(vip))).ToArray();
        if (holders is not [var holder] ||
            holder.HardwareAddresses.GetValueOrDefault(holder.Vips.First(v => v.Held && v.Address.Equals(vip)).Interface!) is not { } actual)
        {
            yield break;
        }

        var believers = nodes.Where(n => n != holder).SelectMany(n => n.Neighbours.Select(b => (Who: n.Node.Name, Belief: b)))
            .Concat(here.Select(b => (Who: EndpointProbeResult.Here, Belief: b)));
        foreach (var (who, belief) in believers.Where(b => b.Belief.Address.Equals(vip) && !Same(b.Belief.HardwareAddress, actual)))
        {
            var owner = nodes.FirstOrDefault(n => n.HardwareAddresses.Values.Any(mac => Same(mac, belief.HardwareAddress)));
            yield return new StaleNeighbour(who, vip, belief.HardwareAddress, owner?.Node.Name, holder.Node.Name, actual);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
