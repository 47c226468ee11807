using System.Globalization;
using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>What an enforcing node's SELinux policy says of the daemons, as far as its tools tell.</summary>
internal sealed record SELinuxPolicy
{
    private static readonly string[] TypesOfHaproxy = ["http_port_t", "http_cache_port_t"];

    /// <summary>The booleans that are set and those that are not; one that the policy does not know is missing.</summary>
    public IReadOnlyDictionary<string, bool> Booleans { get; init; } = new Dictionary<string, bool>();

    /// <summary>The TCP ports, as ranges, that haproxy may use whatever its boolean says; null when they are not known.</summary>
    public IReadOnlyList<(int First, int Last)>? HttpPorts { get; init; }

    /// <summary>The type that the policy gives a file by its path.</summary>
    public IReadOnlyDictionary<string, string> FileTypes { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads what a node said.</summary>
    public static SELinuxPolicy Read(IReadOnlyList<ScriptRecord> records) => new()
    {
        // "haproxy_connect_any --> off"
        Booleans = Lines("selinux-booleans", records)
            .Select(l => l.Split(" --> ")).Where(w => w is [_, "on" or "off"])
            .ToDictionary(w => w[0], w => w[1] == "on", StringComparer.Ordinal),
        HttpPorts = records.Any(r => r.Kind == "selinux-ports")
            ? [.. Lines("selinux-ports", records).SelectMany(Ports)]
            : null,
        // "system_u:object_r:etc_t:s0"
        FileTypes = records.Where(r => r.Kind == "selinux-label" && r[1].Split(':').Length > 2)
            .ToDictionary(r => r[0], r => r[1].Split(':')[2], StringComparer.Ordinal),
    };

    /// <summary>Of these ports, those that haproxy may not use; empty where it may use any, or where no policy confines it.</summary>
    public IReadOnlyList<int> Refused(IEnumerable<int> ports) =>
        Booleans.TryGetValue("haproxy_connect_any", out var any) && !any
            ? [.. ports.Distinct().Where(p => HttpPorts is null || !HttpPorts.Any(r => r.First <= p && p <= r.Last))]
            : [];

    private static IEnumerable<string> Lines(string kind, IReadOnlyList<ScriptRecord> records) =>
        records.Where(r => r.Kind == kind).SelectMany(r => r[0].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>"http_port_t    tcp    80, 443, 9000-9010".</summary>
    private static IEnumerable<(int First, int Last)> Ports(string line)
    {
        string[] words = line.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        return words is [var type, "tcp", .. var ranges] && TypesOfHaproxy.Contains(type) ? ranges.Select(Range) : [];
    }

    private static (int First, int Last) Range(string text)
    {
        var ends = text.Split('-').Select(e => int.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0).ToArray();
        return (ends[0], ends[^1]);
    }
}
