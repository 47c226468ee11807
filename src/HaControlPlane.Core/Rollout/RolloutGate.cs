using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>
/// Judges the endpoint during a rollout: each virtual IP has one holder, committed nodes run their daemons, and
/// whoever reached the API through the VIP before reaches it now.
/// </summary>
internal sealed class RolloutGate(INodeTransport transport, ControlPlaneEndpoint endpoint, StagedRollout staged, RolloutOptions options)
{
    private readonly IReadOnlyList<StagedNode> nodes = staged.Nodes;

    /// <summary>The names of nodes that leave: once committed they must not hold a VIP, and run what they like.</summary>
    private readonly HashSet<string> leaving = staged.Nodes.Where(n => n.Leaves).Select(n => n.Node.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names of nodes whose pods wait for a kubelet: nothing can run there yet.</summary>
    private readonly HashSet<string> waiting = staged.Nodes.Where(n => n.AwaitsKubelet).Select(n => n.Node.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The daemons that are to run on each node.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> runs = staged.Nodes.ToDictionary(n => n.Node.Name, n => n.Runs, StringComparer.Ordinal);

    /// <summary>Nobody can hold a VIP: all leave, or where daemons are to run at all, they wait for a kubelet.</summary>
    private readonly bool nobodyHolds = staged.Nodes.All(n => n.Leaves || n.AwaitsKubelet || n.Runs.Count == 0);

    /// <summary>The pause between two looks. A look costs a round trip and a request on each node.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private HashSet<(string Node, string Vip)> answeredBefore = [];

    /// <summary>The names of nodes that held a VIP before the rollout.</summary>
    public HashSet<string> HoldersBefore { get; private set; } = [];

    /// <summary>Remembers how the endpoint is before anything changes.</summary>
    public async Task LookBeforeAsync(CancellationToken cancellationToken)
    {
        // Nobody has an address that no node gets an answer from: there is nothing to remember, and each would ask in vain.
        if (nodes.All(n => n.Look is { } look && endpoint.VirtualIPs.All(vip => look.Answers.Any(a => a.Address.Equals(vip) && a.Kind == VipAnswerKind.Silent))))
        {
            return;
        }

        var before = await LookAsync(new HashSet<string>(), null, cancellationToken).ConfigureAwait(false);
        HoldersBefore = before.Where(s => s.Vips.Any(v => v.Held)).Select(s => s.Node.Name).ToHashSet(StringComparer.Ordinal);
        answeredBefore = before.SelectMany(s => s.Vips.Where(v => v.Answers).Select(v => (s.Node.Name, v.Address.ToString()))).ToHashSet();
    }

    /// <summary>Waits until the endpoint is well twice in a row.</summary>
    /// <param name="committed">The names of the nodes committed so far.</param>
    /// <param name="transaction">Their transaction, whose watches are told that we are alive.</param>
    /// <param name="last">Every node is committed: now there must be a holder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is not well when time is up, with the node it shows on; null when all is well.</returns>
    public async Task<GateComplaint?> WaitAsync(IReadOnlySet<string> committed, string transaction, bool last, CancellationToken cancellationToken)
    {
        var until = DateTimeOffset.UtcNow + options.GateWithin;
        for (var well = 0; ;)
        {
            var complaint = Judge(await LookAsync(committed, transaction, cancellationToken).ConfigureAwait(false), committed, last);
            well = complaint is null ? well + 1 : 0;
            if (well == 2)
            {
                return null;
            }

            if (complaint is not null && (complaint.Final || DateTimeOffset.UtcNow >= until))
            {
                return complaint;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<NodeStatus[]> LookAsync(IReadOnlySet<string> committed, string? transaction, CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(n =>
            NodeStatus.GatherAsync(transport, n.Node, endpoint, committed.Contains(n.Node.Name) ? transaction : null, cancellationToken, asks: transaction is null || (answeredBefore.Count > 0 && !nobodyHolds)))).ConfigureAwait(false);

    private GateComplaint? Judge(NodeStatus[] now, IReadOnlySet<string> committed, bool last) =>
        now.Where(s => committed.Contains(s.Node.Name)).Select(Daemons).FirstOrDefault(c => c is not null)
        ?? endpoint.VirtualIPs.Select(vip => Vip(now, vip.ToString(), committed, last)).FirstOrDefault(c => c is not null);

    private GateComplaint? Daemons(NodeStatus status) => status switch
    {
        { TransactionExpired: true } => new GateComplaint(status.Node, "the node undid the change by itself, nobody was heard in time.", Final: true),
        _ when leaving.Contains(status.Node.Name) || waiting.Contains(status.Node.Name) => null,
        { Elsewhere: [var other, ..] } when IsToRun(status, other.Split(' ')[0]) => new GateComplaint(status.Node, $"{other}, and not on {DaemonOptions.ConfigOf(other.Split(' ')[0])}."),
        { HaproxyRuns: false } when IsToRun(status, "haproxy") => new GateComplaint(status.Node, "haproxy does not run."),
        { PortOpen: false } when IsToRun(status, "haproxy") => new GateComplaint(status.Node, "nothing listens on the balancer's port."),
        { KeepalivedRuns: false } when IsToRun(status, "keepalived") => new GateComplaint(status.Node, "keepalived does not run."),
        { KubeVipRuns: false } when IsToRun(status, "kube-vip") => new GateComplaint(status.Node, "kube-vip does not run."),
        _ => null,
    };

    private bool IsToRun(NodeStatus status, string daemon) => runs[status.Node.Name].Contains(daemon);

    private GateComplaint? Vip(NodeStatus[] now, string vip, IReadOnlySet<string> committed, bool last)
    {
        if (now.FirstOrDefault(s => leaving.Contains(s.Node.Name) && committed.Contains(s.Node.Name) && View(s, vip).Held) is { } stays)
        {
            return new GateComplaint(stays.Node, $"{vip} is still there, although the node left.");
        }

        var holders = now.Where(s => View(s, vip).Held).ToArray();
        if (holders.Length > 1 && !staged.HeldByAll)
        {
            return new GateComplaint(holders[^1].Node, $"{vip} is held by {string.Join(" and ", holders.Select(h => h.Node.Name))}.");
        }

        if (nobodyHolds)
        {
            return null;
        }

        if (holders.Length == 0 && (last || HoldersBefore.Count > 0))
        {
            return new GateComplaint(now[0].Node, $"no node holds {vip}.");
        }

        return now.FirstOrDefault(s => !leaving.Contains(s.Node.Name) && answeredBefore.Contains((s.Node.Name, vip)) && !View(s, vip).Answers) is { } lost
            ? new GateComplaint(lost.Node, $"https://{vip}:{endpoint.Port}/readyz answered 200 from here before and now answers {View(lost, vip).HttpStatus}.")
            : null;
    }

    private static NodeVipView View(NodeStatus status, string vip) => status.Vips.First(v => v.Address.ToString() == vip);
}
