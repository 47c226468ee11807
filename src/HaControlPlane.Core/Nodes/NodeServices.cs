using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>What configures keepalived and haproxy on a node: files, services, and the processes that run.</summary>
internal sealed record NodeServices
{
    /// <summary>The files that an endpoint of ours would replace, as far as they are there.</summary>
    public required IReadOnlyList<NodeConfig> Configs { get; init; }

    /// <summary>What keepalived's configuration includes and what was read for it, as it is written there.</summary>
    public IReadOnlyList<string> Included { get; init; } = [];

    /// <summary>The virtual IPs that our own keepalived announces there.</summary>
    public IReadOnlyList<string> FormerVirtualIPs { get; init; } = [];

    /// <summary>With which words each daemon's service starts it; none for a service that is not there or does not show it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StartWord>> Starts { get; init; } = new Dictionary<string, IReadOnlyList<StartWord>>();

    /// <summary>The process ids of the services that run.</summary>
    public IReadOnlyDictionary<string, string> Mains { get; init; } = new Dictionary<string, string>();

    /// <summary>The processes that run.</summary>
    public IReadOnlyList<DaemonProcess> Processes { get; init; } = [];

    /// <summary>The process of a service; null where it does not run.</summary>
    public DaemonProcess? MainOf(string daemon) => Mains.TryGetValue(daemon, out var id) ? Processes.FirstOrDefault(p => p.Daemon == daemon && p.Id == id) : null;

    /// <summary>Reads what a node said.</summary>
    public static NodeServices Read(IReadOnlyList<ScriptRecord> records)
    {
        var files = records.Where(r => r.Kind == "environment").GroupBy(r => r[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.DistinctBy(r => r[1]).ToDictionary(r => r[1], r => r[2], StringComparer.Ordinal), StringComparer.Ordinal);
        return new NodeServices
        {
            Configs =
            [
                .. records.Where(r => r.Kind == "config").DistinctBy(r => r[1])
                    .Select(r => new NodeConfig(r[0], r[1], r[3]) { Owned = r[2] == "owned", Recorded = r[2] == "edited" ? r[4] : null }),
            ],
            Included = [.. records.Where(r => r.Kind == "included").Select(r => r[0])],
            FormerVirtualIPs = [.. records.Where(r => r.Kind == "former-vips").SelectMany(r => r[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))],
            Starts = records.Where(r => r.Kind is "unit" or "init").DistinctBy(r => r[0]).ToDictionary(
                r => r[0],
                r => r.Kind == "unit" ? DaemonStart.OfUnit(r[1], FilesOf(r[0])) : DaemonStart.OfScript(r[1], $"/etc/init.d/{r[0]}", FilesOf(r[0])),
                StringComparer.Ordinal),
            Mains = records.Where(r => r.Kind == "main").DistinctBy(r => r[0]).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal),
            Processes = ProcessesIn(records),
        };

        Dictionary<string, string> FilesOf(string daemon) => files.GetValueOrDefault(daemon) ?? [];
    }

    /// <summary>The daemons' processes among what a node said: "command DAEMON ID service-or-pod ARGUMENTS", a line each, the program first.</summary>
    public static IReadOnlyList<DaemonProcess> ProcessesIn(IReadOnlyList<ScriptRecord> records) =>
        [.. records.Where(r => r.Kind == "command").Select(r => new DaemonProcess(r[0], r[1], r[2] == "pod", [.. r[3].TrimEnd('\n').Split('\n').Skip(1)]))];
}
