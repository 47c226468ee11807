using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>
/// A change of who holds the virtual IP, as from keepalived to kube-vip: all nodes give the old holder up before the new one
/// comes on any, and an undo goes the same way back. What nodes do when nobody leads them any more is in barrier.sh.
/// </summary>
internal sealed partial class RolloutRun
{
    /// <summary>A node takes the new holder away when it hears nothing for 10 s (barrier.sh); this is a quarter of it.</summary>
    private static readonly TimeSpan SwitchBeat = TimeSpan.FromSeconds(2.5);

    /// <summary>After this time a node that nobody can reach has taken the new holder away by itself: the 10 s, and as much again to do it.</summary>
    private static readonly TimeSpan WithdrawnAlone = TimeSpan.FromSeconds(20);

    /// <summary>A node that holds goes back by itself after 30 s without a word (barrier.sh). It is led on only well before.</summary>
    private static readonly TimeSpan SurelyHolds = TimeSpan.FromSeconds(15);

    private Heartbeat? heartbeat;

    /// <summary>The new holder may be somewhere.</summary>
    private bool resumed;

    /// <summary>Makes a staged change of holder live.</summary>
    /// <param name="waves">In which order nodes give the old holder up; together they get the new one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NodeException">A node could not.</exception>
    public async Task SwitchAsync(IReadOnlyList<IReadOnlyList<StagedNode>> waves, CancellationToken cancellationToken)
    {
        heartbeat = new Heartbeat(nodes, Id, SwitchBeat);
        var hold = ScriptCompiler.Hold(Id, options.UndoAfter, options.DaemonsWithin);
        foreach (var wave in waves)
        {
            ControlPlaneNode[] now = [.. wave.Select(n => n.Node)];
            begun.AddRange(now);
            Throw(await nodes.EachAsync(now, RolloutPhase.Commit, "taking the old holder away", async (node, token) =>
            {
                states[node.Name] = NodeState.Unknown;
                NoteKept(node, await nodes.RunAsync(node, hold, token).ConfigureAwait(false));
                heartbeat.Begin(node);
            }, cancellationToken).ConfigureAwait(false));
        }

        resumed = true;
        var goOn = ScriptCompiler.GoOn(Id, options.DaemonsWithin);
        foreach (var wave in OneFirst(begun, staged.Nodes.SelectMany(n => n.HoldersToCome)))
        {
            if (heartbeat.Lost(SurelyHolds) is { } lost)
            {
                Throw([NodeErrors.Create(lost, NodeErrorKind.TransactionGone, "it has not heard of this run for too long").Error]);
            }

            Throw(await nodes.EachAsync(wave, RolloutPhase.Commit, "bringing the new holder", async (node, token) =>
            {
                NoteKept(node, await nodes.RunAsync(node, goOn, token).ConfigureAwait(false));
                states[node.Name] = NodeState.Committed;
            }, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>
    /// keepaliveds that start at the same moment may all take the address before they hear each other; so one starts, and then the
    /// others. kube-vip takes nothing without the lease.
    /// </summary>
    private static IEnumerable<IReadOnlyList<ControlPlaneNode>> OneFirst(IReadOnlyList<ControlPlaneNode> nodes, IEnumerable<string> holders) =>
        holders.Contains("keepalived") && nodes.Count > 1 ? [[.. nodes.Take(1)], [.. nodes.Skip(1)]] : [nodes];

    /// <summary>Nobody is told any more that somebody leads.</summary>
    public async ValueTask DisposeAsync()
    {
        if (heartbeat is not null)
        {
            await heartbeat.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes the new holder away from all nodes, and only then brings the old one back.</summary>
    /// <param name="changed">The nodes that were begun.</param>
    /// <param name="wantsToLeave">The caller cancelled: each node begins, and comes to its end by the clock.</param>
    private async Task SwitchBackAsync(IReadOnlyList<ControlPlaneNode> changed, bool wantsToLeave)
    {
        var withdrawn = resumed ? await WithdrawAsync(changed, wantsToLeave ? RolloutNodes.LeaveWithin : WithdrawnAlone).ConfigureAwait(false) : changed;
        if (wantsToLeave && resumed)
        {
            return;
        }

        // Who did not answer goes back by the clock too, and is not waited for.
        using var limit = new CancellationTokenSource(wantsToLeave ? RolloutNodes.LeaveWithin : UndoWithin * 2);
        foreach (var wave in OneFirst(withdrawn, wantsToLeave ? [] : staged.Nodes.SelectMany(n => n.HoldersGone)))
        {
            await Task.WhenAll(wave.Select(node => UndoAsync(node, limit.Token))).ConfigureAwait(false);
        }
    }

    /// <summary>The nodes that took the new holder away. When it returns, those that could not be told have had the time to.</summary>
    private async Task<IReadOnlyList<ControlPlaneNode>> WithdrawAsync(IReadOnlyList<ControlPlaneNode> changed, TimeSpan within)
    {
        var withdrawn = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var limit = new CancellationTokenSource(within);
        var alone = Task.Delay(within, CancellationToken.None);
        try
        {
            await nodes.EachAsync(changed, RolloutPhase.Undo, "taking the new holder away", async (node, token) =>
            {
                states[node.Name] = NodeState.Unknown;
                await nodes.RunAsync(node, ScriptCompiler.Withdraw(Id), token).ConfigureAwait(false);
                withdrawn[node.Name] = true;
            }, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Somebody does not answer.
        }

        if (withdrawn.Count < changed.Count)
        {
            await alone.ConfigureAwait(false);
        }

        return [.. changed.Where(n => withdrawn.ContainsKey(n.Name))];
    }
}
