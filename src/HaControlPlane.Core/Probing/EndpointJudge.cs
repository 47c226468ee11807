using System.Globalization;
using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>Turns what the nodes and a client here say of the endpoint into one verdict. The worst that is true wins.</summary>
public static class EndpointJudge
{
    /// <summary>The verdict in one word and in one sentence.</summary>
    /// <param name="endpoint">The endpoint that is judged.</param>
    /// <param name="nodes">What each node that answered says.</param>
    /// <param name="unreached">The nodes that could not be asked.</param>
    /// <param name="probes">What a client here gets, for each virtual IP.</param>
    /// <param name="stale">Who would send to another than the holder; null for nobody.</param>
    /// <param name="heldByAll">Every node has the virtual IP, and routers choose.</param>
    public static (EndpointVerdict Verdict, string Sentence) Judge(
        ControlPlaneEndpoint endpoint, IReadOnlyList<NodeStatus> nodes, IReadOnlyList<NodeError> unreached, IReadOnlyList<EndpointProbeResult> probes,
        IReadOnlyList<StaleNeighbour>? stale = null, bool heldByAll = false)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(unreached);
        ArgumentNullException.ThrowIfNull(probes);
        var held = endpoint.VirtualIPs.Select(vip => (Vip: vip, Holders: nodes.Where(n => Holds(n, vip)).ToArray())).ToArray();
        if (!heldByAll && held.FirstOrDefault(h => h.Holders.Length > 1) is { Vip: not null } split)
        {
            return (EndpointVerdict.SplitBrain, $"Split brain: {split.Vip} is held by {Names(split.Holders, " and ")}; {WhySplit(split.Holders)}.");
        }

        if (held.FirstOrDefault(h => h.Holders is [{ HolderRuns: false }]) is { Vip: not null } orphan)
        {
            return (EndpointVerdict.Orphaned, $"Orphaned: {orphan.Holders[0].Node.Name} still has {orphan.Vip}, but no {Daemon(orphan.Holders)} runs there that could give it up.");
        }

        // A node that cannot be asked may be the holder.
        if (unreached.Count == 0 && held.FirstOrDefault(h => h.Holders.Length == 0) is { Vip: not null } nowhere)
        {
            return (EndpointVerdict.Down, $"Down: no node holds {nowhere.Vip}.");
        }

        if (stale is [var wrong, ..])
        {
            return (EndpointVerdict.StaleNeighbour, $"Stale neighbour: {string.Join(", ", stale.Select(s => s.Who).Distinct())} would send what is for {wrong.Address} to "
                + $"{wrong.BelievedOwner ?? "a stranger"} ({wrong.Believed}), but {wrong.Holder} holds it ({wrong.Actual}).");
        }

        // A client here may have no route to the VIP; then the nodes' own view counts.
        if (probes.FirstOrDefault(p => !p.Ok && p.Path == "/readyz" && !nodes.Any(n => n.Vips.Any(v => v.Answers && v.Address.ToString() == p.Host))) is { } failed)
        {
            return (EndpointVerdict.Down, $"Down: https://{failed.Host}:{failed.Port} does not answer. {failed.Problem}");
        }

        return Strength(nodes, unreached);
    }

    private static (EndpointVerdict Verdict, string Sentence) Strength(IReadOnlyList<NodeStatus> nodes, IReadOnlyList<NodeError> unreached)
    {
        var holder = nodes.FirstOrDefault(n => n.Vips.Any(v => v.Held));
        var name = holder?.Node.Name ?? "a node that cannot be asked";
        string[] idle = [.. unreached.Select(e => e.Node.Name), .. nodes.Where(n => !IsFit(n)).Select(n => n.Node.Name)];
        var backends = (holder ?? nodes.FirstOrDefault(n => n.Backends is not null))?.Backends ?? [];
        // Of a node that is lost as a whole nobody has to be told that its API server is, too.
        string[] down = [.. backends.Where(b => !b.Up && !idle.Contains(b.Name)).Select(b => b.Name)];
        if (idle.Length + down.Length == 0)
        {
            return (EndpointVerdict.Healthy, string.Create(CultureInfo.InvariantCulture, $"Healthy: {name} holds the VIP, {nodes.Count - 1} more can take over."));
        }

        // The one that holds it unseen answers, so it is one more that has to fail.
        var balancers = nodes.Count(IsFit) + (holder is null ? 1 : 0);
        var left = backends.Count == 0 ? balancers : Math.Min(balancers, backends.Count(b => b.Up));
        var loss = left switch
        {
            0 => backends.Count > 0 && balancers > 0 ? "no API server is ready" : "no node is fit to hold it",
            1 => "one more failure loses it",
            _ => string.Create(CultureInfo.InvariantCulture, $"{left} more failures lose it"),
        };
        string[] flaws =
        [
            .. idle.Length == 0 ? Array.Empty<string>() : [$"{string.Join(", ", idle)} could not take over{Why(nodes)}"],
            .. down.Length == 0 ? Array.Empty<string>() : [$"haproxy finds the API server of {string.Join(", ", down)} down"],
        ];
        return (EndpointVerdict.Degraded, $"Degraded: {name} holds the VIP, but {string.Join(" and ", flaws)}; {loss}.");
    }

    /// <summary>A daemon that runs on another file looks as if all were well.</summary>
    private static string Why(IReadOnlyList<NodeStatus> nodes) =>
        nodes.Where(n => n.Kind != LoadBalancerKind.KubeVip && n.Elsewhere.Count > 0).Select(n => $"{n.Node.Name}: {string.Join(", ", n.Elsewhere)}").ToArray() is { Length: > 0 } reasons
            ? $" ({string.Join("; ", reasons)})"
            : string.Empty;

    /// <summary>A holder without keepalived never hears that another took over; holders with it do not hear each other.</summary>
    private static string WhySplit(NodeStatus[] holders)
    {
        NodeStatus[] silent = [.. holders.Where(n => !n.HolderRuns)];
        return silent.Length == 0
            ? holders[0].Kind == LoadBalancerKind.KubeVip ? "kube-vip runs on each, so they do not have one lease" : "keepalived runs on each, so they do not hear each other's adverts"
            : $"no {Daemon(holders)} runs on {Names(silent, " and ")}, so the address stayed there";
    }

    private static bool Holds(NodeStatus node, IPAddress vip) => node.Vips.Any(v => v.Held && v.Address.Equals(vip));

    private static bool IsFit(NodeStatus node) => node.IsFit;

    private static string Daemon(NodeStatus[] nodes) => nodes[0].Kind == LoadBalancerKind.KubeVip ? "kube-vip" : "keepalived";

    private static string Names(IEnumerable<NodeStatus> nodes, string separator) => string.Join(separator, nodes.Select(n => n.Node.Name));
}
