using System.Text;

namespace HaControlPlane.Topology;

/// <summary>The VRRP numbers a topology comes down to, defaults filled in. Rendering writes them, the failover model reasons with them.</summary>
public sealed record VrrpSettings
{
    /// <summary>The virtual router id shared by all nodes, 1 to 255.</summary>
    public required int VirtualRouterId { get; init; }

    /// <summary>Each node's priority by name, 1 to 254.</summary>
    public required IReadOnlyDictionary<string, int> Priorities { get; init; }

    /// <summary>The VRRP protocol version: 3 for <see cref="LoadBalancerProfile.Fast"/>, else keepalived's default 2.</summary>
    public required int Version { get; init; }

    /// <summary>How often the holder advertises. 50 ms if not declared, or 1 s: measured in the lab, takeover takes three and a half of these.</summary>
    public required TimeSpan AdvertInterval { get; init; }

    /// <summary>What a failing check does to the priority. 0 means the node goes to FAULT and cannot hold the VIP at all.</summary>
    public required int CheckWeight { get; init; }

    /// <summary>The shortest that did not move on a saturated machine within ten minutes (docs/failover.md).</summary>
    internal const int DefaultAdvertMs = 50;

    private static readonly PerTopology<VrrpSettings> Known = new(Make);

    /// <summary>The settings of a topology.</summary>
    public static VrrpSettings For(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return Known.Of(topology);
    }

    private static VrrpSettings Make(ControlPlaneTopology topology)
    {
        var fast = topology.LoadBalancer.Profile == LoadBalancerProfile.Fast;
        return new VrrpSettings
        {
            VirtualRouterId = topology.LoadBalancer.VirtualRouterId ?? DeriveRouterId(topology.Name),
            Priorities = AssignPriorities(topology.Nodes, fast),
            Version = fast ? 3 : 2,
            AdvertInterval = fast ? TimeSpan.FromMilliseconds(topology.LoadBalancer.AdvertIntervalMs ?? DefaultAdvertMs) : TimeSpan.FromSeconds(1),
            CheckWeight = fast ? 0 : -2,
        };
    }

    /// <summary>A virtual router id that stays the same for a name: FNV-1a folded into 1..254, so never 0 (illegal) or 255.</summary>
    public static int DeriveRouterId(string name)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)(hash % 254) + 1;
    }

    /// <summary>
    /// Declared priorities stay; the others follow the list. The text profiles use upstream's 101 for the first and 100 for
    /// the rest. Ours are spread out and distinct, because the wait before a takeover shrinks with the priority
    /// (RFC 5798 skew time) and close values would make two backups wake at once.
    /// </summary>
    private static Dictionary<string, int> AssignPriorities(IReadOnlyList<ControlPlaneNode> nodes, bool spread)
    {
        const int First = 200;
        var taken = nodes.Where(n => n.Priority is not null).Select(n => n.Priority!.Value).ToHashSet();
        var step = Math.Clamp((First - 1) / Math.Max(1, nodes.Count), 1, 20);
        var result = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            var priority = nodes[i].Priority ?? (spread ? Math.Max(1, First - (i * step)) : i == 0 ? 101 : 100);
            while (spread && nodes[i].Priority is null && priority > 1 && !taken.Add(priority))
            {
                priority--;
            }

            result[nodes[i].Name] = priority;
        }

        return result;
    }
}
