using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Drift;

/// <summary>Compares a topology with its nodes: their files, their daemons, and what the daemons really run on. Nothing is changed.</summary>
public static class LoadBalancerDrift
{
    /// <summary>Every difference, in the nodes' order.</summary>
    /// <exception cref="RolloutException">Some node cannot be asked.</exception>
    public static async Task<IReadOnlyList<Difference>> CompareAsync(
        INodeTransport transport, ControlPlaneTopology topology, RolloutOptions options, IProgress<RolloutEvent>? events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(options);
        var rollout = new LoadBalancerRollout(transport, options with { CompareOnly = true, Preflight = false }, events);
        var staged = await rollout.StageAsync(topology, cancellationToken).ConfigureAwait(false);

        if (topology.LoadBalancer.Kind == LoadBalancerKind.External)
        {
            return [.. staged.Nodes.SelectMany(n => Files(n).Concat(Daemons(n)))];
        }

        var nodes = new RolloutNodes(transport, options, events);
        var running = new ConcurrentDictionary<string, (IReadOnlyList<ScriptRecord> Daemons, NodeStatus Status)>(StringComparer.Ordinal);
        var errors = await nodes.EachAsync(topology.Nodes, RolloutPhase.Facts, "asking the daemons", async (node, token) =>
            running[node.Name] = (
                await nodes.RunAsync(node, ScriptCompiler.Running(FastProfile.Statistics(topology.LoadBalancer)), token).ConfigureAwait(false),
                await NodeStatus.GatherAsync(transport, node, topology.Endpoint, null, token).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        if (errors.Count > 0)
        {
            throw new RolloutException(errors);
        }

        return
        [
            .. staged.Nodes.SelectMany(n => Files(n).Concat(Daemons(n))),
            .. topology.LoadBalancer.Kind == LoadBalancerKind.KubeVip ? [] : topology.Nodes.SelectMany(n => RunningConfig.Compare(topology, n, running[n.Name].Daemons)),
            .. topology.LoadBalancer.Kind == LoadBalancerKind.KubeVip ? [] : topology.Nodes.SelectMany(n => running[n.Name].Status.Elsewhere.Select(other => Elsewhere(n, other))),
            .. staged.HeldByAll ? [] : VirtualIPs(topology, running.ToDictionary(r => r.Key, r => r.Value.Status)),
        ];
    }

    private static Difference Elsewhere(ControlPlaneNode node, string other)
    {
        var daemon = other.Split(' ')[0];
        return new Difference(node, daemon == "haproxy" ? DifferenceKind.Haproxy : DifferenceKind.Keepalived, "configuration", DaemonOptions.ConfigOf(daemon), other);
    }

    private static IEnumerable<Difference> Files(StagedNode staged) =>
        staged.Files.Where(f => f.Kind != FileChangeKind.Unchanged).Select(f => new Difference(
            staged.Node,
            f.IsSysctl ? DifferenceKind.Sysctl : f.IsRoute ? DifferenceKind.Route : f.SameMeaning ? DifferenceKind.Formatting : DifferenceKind.File,
            f.IsRoute ? f.Path["route ".Length..] : f.Path,
            f.Kind is FileChangeKind.Removed ? "absent" : f.Kind is FileChangeKind.Restored ? "as before us" : f.IsSysctl || f.IsRoute ? "as declared" : "as rendered",
            f.Kind is FileChangeKind.New ? "absent" : f.IsSysctl ? "another value" : f.IsRoute ? "another way" : f.SameMeaning ? "other text, same meaning" : "other text",
            f.Diff));

    /// <summary>Reloads and restarts follow from files; only what is down or would stay down after a boot is a difference of its own.</summary>
    private static IEnumerable<Difference> Daemons(StagedNode staged) =>
        from daemon in staged.Daemons
        let seen = daemon.Action switch
        {
            "start" => ("running and enabled", "not running"),
            "enable" => ("running and enabled", "not enabled"),
            "stop" => ("not ours any more", "running"),
            "stop service" => ("a static pod only", "a service too"),
            "disable service" => ("a static pod only", "a service too after the next boot"),
            _ => ((string Expected, string Actual)?)null,
        }
        where seen is not null
        select new Difference(staged.Node, DifferenceKind.Daemon, daemon.Name, seen.Value.Expected, seen.Value.Actual);

    private static IEnumerable<Difference> VirtualIPs(ControlPlaneTopology topology, Dictionary<string, NodeStatus> statuses)
    {
        foreach (var vip in topology.Endpoint.VirtualIPs)
        {
            var holders = topology.Nodes.Where(n => statuses[n.Name].Vips.Any(v => v.Held && v.Address.Equals(vip))).ToArray();
            if (holders.Length != 1)
            {
                yield return new Difference(
                    holders.FirstOrDefault() ?? topology.Nodes[0], DifferenceKind.VirtualIP, vip.ToString(), "on one node",
                    holders.Length == 0 ? "on no node" : $"on {string.Join(" and ", holders.Select(h => h.Name))}");
            }
        }
    }
}
