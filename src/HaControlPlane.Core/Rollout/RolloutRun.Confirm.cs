using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>
/// The end of a rollout: every node promises to keep what it committed, then every node is told to keep it, and then each
/// transaction is closed. Until the first is closed all can go back; from then on all were told.
/// </summary>
internal sealed partial class RolloutRun
{
    /// <summary>What is left of a caller who cancels for words to nodes that are under way: once one node keeps the change, the others should.</summary>
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(0.5);

    /// <summary>Before a word that did not get through is tried again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A node that promised waits twice as long for a word as one that only committed (promise.sh).</summary>
    private const int PromiseLasts = 2;

    /// <summary>The nodes that may have heard that they are to keep the change.</summary>
    private readonly ConcurrentDictionary<string, bool> told = new(StringComparer.Ordinal);

    /// <summary>The nodes whose transaction is closed.</summary>
    private readonly ConcurrentDictionary<string, bool> confirmed = new(StringComparer.Ordinal);

    private bool promised;

    /// <summary>Has every node promise to keep the change, and then tells all to keep it.</summary>
    /// <exception cref="NodeException">A node cannot keep it; it and all others are to be put back.</exception>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (begun.Count == 1)
        {
            // One node alone decides in one step.
            await CloseAloneAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var done = new CancellationTokenSource();
        // A change of holder has a heartbeat of its own.
        var keeping = heartbeat is null ? KeepAliveAsync([.. begun], done.Token) : Task.CompletedTask;
        try
        {
            promised = true;
            var promise = ScriptCompiler.Promise(Id);
            Throw(await nodes.EachAsync(begun, RolloutPhase.Confirm, "asking for its promise", (node, token) => nodes.RunAsync(node, promise, token), cancellationToken).ConfigureAwait(false));
            await TellAsync(cancellationToken).ConfigureAwait(false);
            await CloseAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A node that cannot be reached is tried again for as long as its promise surely lasts, also for a caller who wants to leave
    /// after a moment.
    /// </summary>
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var script = ScriptCompiler.Keep(Id);
        var keeps = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var failed = await RepeatAsync(keeps, "telling it to keep the change", heartbeat is null ? options.UndoAfter : WithdrawnAlone, async (node, token) =>
        {
            told[node.Name] = true;
            await nodes.RunAsync(node, script, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        if (failed.Count > 0)
        {
            Throw(failed);
        }

        // Only a caller who wants to leave is left with nodes that did not hear it.
        if (keeps.Count < begun.Count)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>All were told; a node that cannot be reached any more closes its transaction by itself.</summary>
    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        var script = ScriptCompiler.Confirm(Id);
        await RepeatAsync(confirmed, "confirming", options.UndoAfter, async (node, token) =>
        {
            try
            {
                ReadClosed(node, await nodes.RunAsync(node, script, token).ConfigureAwait(false));
            }
            catch (NodeException problem) when (!IsLost(problem.Error))
            {
                // It says why; its own watch goes on with what it was told, unless another admin had it put back.
                errors[node.Name] = problem.Error;
                states[node.Name] = problem.Error.Kind == NodeErrorKind.TransactionGone ? NodeState.Undone : NodeState.Committed;
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task CloseAloneAsync(CancellationToken cancellationToken)
    {
        var script = ScriptCompiler.Confirm(Id);
        Throw(await nodes.EachAsync(begun, RolloutPhase.Confirm, "confirming", async (node, token) =>
        {
            // The answer may be lost after the node decided.
            states[node.Name] = NodeState.Unknown;
            told[node.Name] = true;
            NoteKept(node, await nodes.RunAsync(node, script, token).ConfigureAwait(false));
            states[node.Name] = NodeState.Committed;
            confirmed[node.Name] = true;
        }, cancellationToken).ConfigureAwait(false));
    }

    private void ReadClosed(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        NoteKept(node, records);
        if (records.FirstOrDefault(r => r.Kind == "overwritten") is { } other)
        {
            states[node.Name] = NodeState.Overwritten;
            errors[node.Name] = NodeErrors.Create(node, NodeErrorKind.Overwritten, other[0]).Error;
        }
    }

    /// <summary>Says one thing to each node until all heard it, one refuses, or time is up.</summary>
    /// <returns>What went wrong; none for a caller who left before all had heard it.</returns>
    private async Task<IReadOnlyList<NodeError>> RepeatAsync(
        ConcurrentDictionary<string, bool> heard,
        string doing,
        TimeSpan within,
        Func<ControlPlaneNode, CancellationToken, Task> say,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within);
        using var leaving = cancellationToken.UnsafeRegister(static l => ((CancellationTokenSource)l!).CancelAfter(ConfirmWithin), limit);
        IReadOnlyList<NodeError> failed = [];
        try
        {
            while (true)
            {
                var waiting = begun.Where(n => !heard.ContainsKey(n.Name)).ToArray();
                failed = await nodes.EachAsync(waiting, RolloutPhase.Confirm, doing, async (node, token) =>
                {
                    await say(node, token).ConfigureAwait(false);
                    heard[node.Name] = true;
                }, limit.Token).ConfigureAwait(false);
                if (failed.Count == 0 || failed.Any(e => !IsLost(e)))
                {
                    return failed;
                }

                await Task.Delay(Pause, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested ? [] : failed.Count > 0 ? failed : [.. begun.Where(n => !heard.ContainsKey(n.Name)).Select(n => NodeErrors.Create(n, NodeErrorKind.TimedOut, doing).Error)];
        }
    }

    /// <summary>The node may have done what it was told, and may do it when it is told again.</summary>
    private static bool IsLost(NodeError error) => error.Kind is NodeErrorKind.Unreachable or NodeErrorKind.TimedOut or NodeErrorKind.Protocol;

    /// <summary>The node cannot be asked, and may be one that keeps the change.</summary>
    private bool MayKeep(string node) => states[node] == NodeState.Unknown && told.ContainsKey(node);

    private TimeSpan? HealsWithin(string node) => states[node] == NodeState.Unknown
        ? promised && heartbeat is null ? options.UndoAfter * PromiseLasts : options.UndoAfter
        : states[node] is NodeState.Committed or NodeState.Overwritten && promised && !confirmed.ContainsKey(node) ? options.UndoAfter * PromiseLasts : null;

    /// <summary>What became of the whole, as the states of the nodes say.</summary>
    /// <param name="wanted">What it is when all nodes are on one side.</param>
    public RolloutOutcome Outcome(RolloutOutcome wanted)
    {
        NodeState[] changed = [.. staged.Nodes.Where(n => n.HasChanges).Select(n => states[n.Node.Name])];
        var kept = changed.Count(s => s == NodeState.Committed);
        var mixed = changed.Contains(NodeState.Overwritten)
            || (kept > 0 && kept < changed.Length)
            || (changed.Length > 1 && staged.Nodes.Any(n => MayKeep(n.Node.Name)));
        return mixed ? RolloutOutcome.Mixed : kept == changed.Length ? RolloutOutcome.Applied : wanted;
    }

    /// <summary>The error that says of each node where it stands; null when all are on one side.</summary>
    public NodeError? Mixed()
    {
        if (Outcome(RolloutOutcome.Failed) != RolloutOutcome.Mixed)
        {
            return null;
        }

        ControlPlaneNode[] changed = [.. staged.Nodes.Where(n => n.HasChanges).Select(n => n.Node)];
        var parts = new[]
        {
            Part("has the change", "have the change", n => states[n.Name] == NodeState.Committed),
            Part("was changed by another program", "were changed by another program", n => states[n.Name] == NodeState.Overwritten),
            Part("has the text of before", "have the text of before", n => states[n.Name] is NodeState.Undone or NodeState.Untouched),
            Part("cannot be asked", "cannot be asked", n => states[n.Name] == NodeState.Unknown),
        };
        var odd = changed.OrderBy(n => states[n.Name] switch { NodeState.Overwritten => 0, NodeState.Unknown => 1, NodeState.Committed => 3, _ => 2 }).First();
        return NodeErrors.Create(odd, NodeErrorKind.Mixed, string.Join("; ", parts.OfType<string>())).Error;

        string? Part(string one, string many, Func<ControlPlaneNode, bool> which)
        {
            string[] names = [.. changed.Where(which).Select(n => n.Name)];
            return names.Length == 0 ? null : $"{string.Join(", ", names)} {(names.Length == 1 ? one : many)}";
        }
    }
}
