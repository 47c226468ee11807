using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Output;

/// <summary>The endpoint's status for people: a table of nodes, what a client here gets, the verdict last.</summary>
internal static class StatusText
{
    private static readonly string[] Header = ["NODE", "VIP", "KEEPALIVED", "HAPROXY", "API SERVERS", "/readyz", "SENDS THE VIP'S TO"];

    public static void Write(TextWriter writer, EndpointStatus status)
    {
        if (status.Checks.Count > 0)
        {
            ReachText.Write(writer, status);
            return;
        }

        Table(writer, [HeaderOf(status), .. status.Nodes.Select(n => Row(status, n))]);
        ReportText.Errors(writer, status.Unreached);
        foreach (var probe in status.Probes)
        {
            writer.WriteLine($"https://{probe.Host}:{probe.Port}{probe.Path} from here: {Describe(probe)}");
        }

        foreach (var (neighbour, owner) in status.Neighbours.Select(n => (n, Owner(status, n))))
        {
            writer.WriteLine($"{neighbour.Address} from here goes to {owner}");
        }

        if (status.Certificate is { } served)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"certificate: until {served.NotAfter.UtcDateTime:yyyy-MM-dd}, for {string.Join(", ", served.Names)}"));
        }

        foreach (var finding in status.Findings)
        {
            writer.WriteLine(finding.ToString());
        }

        writer.WriteLine(status.Verdict == EndpointVerdict.Healthy ? Style.Good(status.Sentence) : Style.Bad(status.Sentence));
    }

    private static bool IsKubeVip(NodeStatus node) => node.Kind == LoadBalancerKind.KubeVip;

    private static string[] HeaderOf(EndpointStatus status) =>
        status.Nodes.Any(IsKubeVip) ? ["NODE", "VIP", "KUBE-VIP", "API SERVER", "API SERVERS", "/readyz", "SENDS THE VIP'S TO"] : Header;

    private static void Table(TextWriter writer, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Header.Select((_, i) => rows.Max(r => r[i].Length))];
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static string[] Row(EndpointStatus status, NodeStatus node) =>
    [
        node.Node.Name,
        node.Vips.FirstOrDefault(v => v.Held) is { } held ? $"on {held.Interface}" : "-",
        node.Keepalived switch { KeepalivedState.Absent => "DOWN", KeepalivedState.Fault => "FAULT", var state => state.ToString().ToLowerInvariant() },
        node.PortOpen && (IsKubeVip(node) || node.HaproxyRuns) ? "runs" : "DOWN",
        Backends(node),
        string.Join(", ", node.Vips.Select(v => v.HttpStatus switch { null => "no curl", 0 => "no answer", var code => $"{code}" })),
        node.Vips.Any(v => v.Held) ? "-" : string.Join(", ", node.Neighbours.Select(n => Owner(status, n)).DefaultIfEmpty("-")),
    ];

    private static string Backends(NodeStatus node) => node.Backends switch
    {
        null => "-",
        var all when all.All(b => b.Up) => $"{all.Count} up",
        var all => $"{all.Count(b => b.Up)} up, DOWN: {string.Join(", ", all.Where(b => !b.Up).Select(b => $"{b.Name} {b.Check}"))}",
    };

    /// <summary>The node behind a MAC address, or the address itself when it is none of ours.</summary>
    private static string Owner(EndpointStatus status, NeighbourView neighbour) =>
        status.Nodes.FirstOrDefault(n => n.HardwareAddresses.Values.Contains(neighbour.HardwareAddress, StringComparer.OrdinalIgnoreCase))?.Node.Name ?? neighbour.HardwareAddress;

    private static string Describe(EndpointProbeResult probe) => probe.Ok
        ? $"{probe.StatusCode} {probe.Body} (TCP {probe.Tcp?.TotalMilliseconds:0.0}, TLS {probe.Tls?.TotalMilliseconds:0.0}, HTTP {probe.Http?.TotalMilliseconds:0.0} ms)"
        : probe.Problem!;
}
