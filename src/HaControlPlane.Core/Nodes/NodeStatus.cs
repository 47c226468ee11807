using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What a node does right now, as it says itself.</summary>
public sealed record NodeStatus
{
    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>A keepalived process runs, as a service or in a pod.</summary>
    public required bool KeepalivedRuns { get; init; }

    /// <summary>A haproxy process runs, as a service or in a pod.</summary>
    public required bool HaproxyRuns { get; init; }

    /// <summary>A kube-vip process runs in a pod.</summary>
    public bool KubeVipRuns { get; init; }

    /// <summary>Which software is to hold the virtual IP there.</summary>
    public LoadBalancerKind Kind { get; init; } = LoadBalancerKind.KeepalivedHaproxy;

    /// <summary>Whoever can give the virtual IP up, or take it, runs.</summary>
    public bool HolderRuns => Kind == LoadBalancerKind.KubeVip ? KubeVipRuns : KeepalivedRuns;

    /// <summary>It could take the virtual IP over, and serve clients behind it: with kube-vip its own API server does.</summary>
    public bool IsFit => HolderRuns && PortOpen && (Kind == LoadBalancerKind.KubeVip || (HaproxyRuns && Elsewhere.Count == 0));

    /// <summary>Why a daemon that runs is none of the endpoint's, such as <c>keepalived runs with -f /etc/other.conf</c>: it runs on another file.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = [];

    /// <summary>Something listens on the balancer's port.</summary>
    public required bool PortOpen { get; init; }

    /// <summary>What it knows of each virtual IP.</summary>
    public required IReadOnlyList<NodeVipView> Vips { get; init; }

    /// <summary>Whom it takes for the holder of each virtual IP that it reaches over a segment of its own. Empty when not asked.</summary>
    public IReadOnlyList<NeighbourView> Neighbours { get; init; } = [];

    /// <summary>The hardware addresses of its interfaces by name. Empty when not asked.</summary>
    public IReadOnlyDictionary<string, string> HardwareAddresses { get; init; } = new Dictionary<string, string>();

    /// <summary>Its haproxy's API servers with their check results; null when not asked, or where haproxy tells nobody, as in the text profiles.</summary>
    public IReadOnlyList<BackendView>? Backends { get; init; }

    /// <summary>What its keepalived is, as far as the kernel and haproxy show it; of kube-vip, the same.</summary>
    public KeepalivedState Keepalived => (HolderRuns, Vips.Any(v => v.Held), IsFit) switch
    {
        (false, _, _) => KeepalivedState.Absent,
        (_, true, _) => KeepalivedState.Master,
        (_, _, false) => KeepalivedState.Fault,
        _ => KeepalivedState.Backup,
    };

    /// <summary>Who holds the node's lock; null when it is free.</summary>
    public string? LockHolder { get; init; }

    /// <summary>The node undid our transaction by itself.</summary>
    public bool TransactionExpired { get; init; }

    /// <summary>Asks a node.</summary>
    /// <param name="transport">The way there.</param>
    /// <param name="node">The node.</param>
    /// <param name="endpoint">The endpoint whose port and addresses to look at.</param>
    /// <param name="transaction">A committed transaction that is still to be confirmed; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="asks">Whether the node asks the API through the virtual IPs, too.</param>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<NodeStatus> GatherAsync(
        INodeTransport transport, ControlPlaneNode node, ControlPlaneEndpoint endpoint, string? transaction, CancellationToken cancellationToken, bool asks = true)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(endpoint);
        var script = ScriptCompiler.Status(endpoint.Port, endpoint.VirtualIPs.Select(a => a.ToString()), transaction, asks);
        return Read(node, await transport.RunAsync(node, script, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Asks a node for the whole truth: also neighbours, hardware addresses and backends.</summary>
    /// <param name="transport">The way there.</param>
    /// <param name="node">The node.</param>
    /// <param name="endpoint">The endpoint whose port and addresses to look at.</param>
    /// <param name="statistics">Where haproxy on the node tells its servers as CSV.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<NodeStatus> LookAsync(
        INodeTransport transport, ControlPlaneNode node, ControlPlaneEndpoint endpoint, Uri statistics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(endpoint);
        var script = ScriptCompiler.VirtualIP(statistics, endpoint.Port, endpoint.VirtualIPs.Select(a => a.ToString()));
        return Read(node, await transport.RunAsync(node, script, cancellationToken).ConfigureAwait(false));
    }

    internal static NodeStatus Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        return new NodeStatus
        {
            Node = node,
            KeepalivedRuns = Is("process", "keepalived", "running"),
            HaproxyRuns = Is("process", "haproxy", "running"),
            KubeVipRuns = Is("process", "kube-vip", "running"),
            PortOpen = records.Any(r => r.Kind == "port" && r[1] == "open"),
            Elsewhere = [.. ElsewhereIn(NodeServices.ProcessesIn(records))],
            Vips = [.. records.Where(r => r.Kind == "vip").Select(NodeVipView.Read)],
            Neighbours = [.. records.Where(r => r.Kind == "neighbour").Select(NeighbourView.Read)],
            HardwareAddresses = records.Where(r => r.Kind == "mac").DistinctBy(r => r[0]).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal),
            Backends = records.FirstOrDefault(r => r.Kind == "backends") is { } table ? BackendView.Read(table[0]) : null,
            LockHolder = records.FirstOrDefault(r => r.Kind == "lock")?[0],
            TransactionExpired = records.Any(r => r.Kind == "expired"),
        };

        bool Is(string kind, string name, string value) => records.Any(r => r.Kind == kind && r[0] == name && r[1] == value);
    }

    /// <summary>
    /// Daemons of which no process runs on our file. Where several run, such as a second service of the admin's own, one on our file is
    /// enough. A pod's paths are its own.
    /// </summary>
    internal static IEnumerable<string> ElsewhereIn(IReadOnlyList<DaemonProcess> processes) =>
        from daemon in processes.GroupBy(p => p.Daemon)
        where daemon.All(p => !p.InPod && DaemonOptions.Elsewhere(p.Daemon, p.Arguments) is not null)
        select $"{daemon.Key} runs with {Display.Line(DaemonOptions.Elsewhere(daemon.Key, daemon.First().Arguments)!.Value.Option)}";
}
