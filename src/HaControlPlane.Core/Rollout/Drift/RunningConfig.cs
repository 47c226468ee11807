using System.Globalization;
using System.Text.RegularExpressions;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Drift;

/// <summary>Compares what daemons run on with what a topology means.</summary>
internal static partial class RunningConfig
{
    public static IEnumerable<Difference> Compare(ControlPlaneTopology topology, ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        foreach (var dump in records.Where(r => r.Kind == "keepalived"))
        {
            foreach (var difference in Keepalived(topology, node, dump[0]))
            {
                yield return difference;
            }
        }

        if (records.FirstOrDefault(r => r.Kind == "haproxy") is { } servers && Haproxy(topology, node, servers[0]) is { } other)
        {
            yield return other;
        }
    }

    private static IEnumerable<Difference> Keepalived(ControlPlaneTopology topology, ControlPlaneNode node, string dump)
    {
        if (!dump.Contains("VRRP Instance", StringComparison.Ordinal))
        {
            yield return new Difference(node, DifferenceKind.Keepalived, "VRRP instance", "one", "keepalived runs none");
            yield break;
        }

        var vrrp = VrrpSettings.For(topology);
        (string Key, string Expected)[] values =
        [
            ("VRRP Version", Text(vrrp.Version)),
            ("Interface", node.Interface ?? topology.LoadBalancer.Interface ?? string.Empty),
            ("Virtual Router ID", Text(vrrp.VirtualRouterId)),
            ("Priority", Text(vrrp.Priorities[node.Name])),
        ];
        foreach (var (key, expected) in values.Where(v => v.Expected.Length > 0))
        {
            var actual = Value(dump, key);
            if (actual != expected)
            {
                yield return new Difference(node, DifferenceKind.Keepalived, key, expected, actual);
            }
        }

        var running = VirtualAddress().Matches(dump).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal).ToArray();
        var declared = topology.Endpoint.VirtualIPs.Select(v => v.ToString()).Order(StringComparer.Ordinal).ToArray();
        if (!running.SequenceEqual(declared))
        {
            yield return new Difference(node, DifferenceKind.Keepalived, "Virtual IP", string.Join(", ", declared), string.Join(", ", running));
        }
    }

    /// <summary>"apiservers master-1" a line. Only our own profile's haproxy answers, so the backend's name is ours.</summary>
    private static Difference? Haproxy(ControlPlaneTopology topology, ControlPlaneNode node, string servers)
    {
        const string Backend = "apiservers ";
        var running = servers.Split('\n')
            .Where(l => l.StartsWith(Backend, StringComparison.Ordinal))
            .Select(l => l[Backend.Length..])
            .Where(name => name is not ("BACKEND" or "FRONTEND"))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var declared = topology.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal).ToArray();
        return running.SequenceEqual(declared)
            ? null
            : new Difference(node, DifferenceKind.Haproxy, "servers", string.Join(", ", declared), string.Join(", ", running));
    }

    private static string Value(string dump, string key) =>
        dump.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith(key + " = ", StringComparison.Ordinal))?[(key.Length + 3)..] ?? string.Empty;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>"     10.0.0.1/32 dev eth1 scope global": only addresses of the instance are followed by a device.</summary>
    [GeneratedRegex(@"^\s+([0-9a-fA-F:.]+)(?:/\d+)? dev \S+", RegexOptions.Multiline)]
    private static partial Regex VirtualAddress();
}
