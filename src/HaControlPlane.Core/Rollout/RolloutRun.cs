using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>One commit under way: what state each node is in, and how to get everything back.</summary>
internal sealed partial class RolloutRun : IAsyncDisposable
{
    /// <summary>How long one node's undo may take before it is left to the node's own watch.</summary>
    private static readonly TimeSpan UndoWithin = TimeSpan.FromSeconds(30);

    /// <summary>How often committed nodes hear from us within the silence after which they undo.</summary>
    private const int BeatsWithinSilence = 4;

    private readonly RolloutNodes nodes;
    private readonly StagedRollout staged;
    private readonly RolloutOptions options;
    private readonly ConcurrentDictionary<string, NodeState> states = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, NodeError> errors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<KeptText>> kept = new(StringComparer.Ordinal);
    private readonly List<ControlPlaneNode> begun = [];

    public RolloutRun(RolloutNodes nodes, StagedRollout staged, RolloutOptions options)
    {
        this.nodes = nodes;
        this.staged = staged;
        this.options = options;
        foreach (var node in staged.Nodes)
        {
            states[node.Node.Name] = node.HasChanges ? NodeState.Untouched : NodeState.Unchanged;
        }
    }

    public string Id => staged.Id;

    /// <summary>The names of the nodes that carry the new text and wait for confirmation.</summary>
    public IReadOnlySet<string> Committed => begun.Where(n => states[n.Name] == NodeState.Committed).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);

    /// <exception cref="NodeException">A node could not; it has put itself back, or is unknown.</exception>
    public async Task CommitAsync(IReadOnlyList<StagedNode> wave, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAliveAsync([.. begun.Where(n => states[n.Name] == NodeState.Committed)], done.Token);
        try
        {
            await CommitWaveAsync(wave, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    private async Task CommitWaveAsync(IReadOnlyList<StagedNode> wave, CancellationToken cancellationToken)
    {
        begun.AddRange(wave.Select(n => n.Node));
        var script = ScriptCompiler.Commit(Id, options.UndoAfter, options.DaemonsWithin);
        var failed = await nodes.EachAsync([.. wave.Select(n => n.Node)], RolloutPhase.Commit, "committing", async (node, token) =>
        {
            // Until the node answers nobody knows how far it came.
            states[node.Name] = NodeState.Unknown;
            NoteKept(node, await nodes.RunAsync(node, script, token).ConfigureAwait(false));
            states[node.Name] = NodeState.Committed;
        }, cancellationToken).ConfigureAwait(false);
        Throw(failed);
    }

    /// <summary>A node's components may take longer to come back than the watches of those before it wait for a word from us.</summary>
    private Task KeepAliveAsync(IReadOnlyList<ControlPlaneNode> committed, CancellationToken cancellationToken)
    {
        // Each by itself: one that cannot be reached must not keep the others from hearing us.
        return Task.WhenAll(committed.Select(BeatAsync));

        async Task BeatAsync(ControlPlaneNode node)
        {
            try
            {
                while (true)
                {
                    await Task.Delay(options.UndoAfter / BeatsWithinSilence, cancellationToken).ConfigureAwait(false);
                    try
                    {
                        await nodes.RunAsync(node, ScriptCompiler.Beat(Id), cancellationToken).ConfigureAwait(false);
                    }
                    catch (NodeException)
                    {
                        // Who does not hear us undoes; the confirmation finds that out.
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The wave is done, or the caller leaves.
            }
        }
    }

    /// <summary>Undoes what was begun, newest first, and forgets what was only staged.</summary>
    /// <param name="cause">What went wrong; null when the caller cancelled.</param>
    public async Task PutBackAsync(NodeError? cause)
    {
        if (cause is not null)
        {
            errors.TryAdd(cause.Node.Name, cause);
        }

        // A node that was told to keep must not take our silence for the end while others are still being put back.
        using var done = new CancellationTokenSource();
        var keeping = told.IsEmpty || cause is null || heartbeat is not null ? Task.CompletedTask : KeepAliveAsync([.. begun], done.Token);
        try
        {
            await PutBackAllAsync(cause).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    private async Task PutBackAllAsync(NodeError? cause)
    {
        // A caller who cancelled wants to leave; the nodes' watches finish what does not fit.
        var changed = begun.Where(n => !confirmed.ContainsKey(n.Name)).Reverse().ToArray();
        using var limit = new CancellationTokenSource(cause is null ? RolloutNodes.LeaveWithin : UndoWithin * Math.Max(1, changed.Length));
        var waiting = staged.Nodes.Where(n => n.HasChanges).Select(n => n.Node).Except(begun);
        var forgetting = nodes.AbandonAsync(Id, waiting, cause is null ? RolloutNodes.LeaveWithin : null);
        if (heartbeat is not null)
        {
            await SwitchBackAsync(changed, cause is null).ConfigureAwait(false);
        }
        else if (cause is null)
        {
            // No time for one after the other: each node begins to put itself back, whether we can wait for it or not.
            await Task.WhenAll(changed.Select(node => UndoAsync(node, limit.Token))).ConfigureAwait(false);
        }
        else
        {
            foreach (var node in changed)
            {
                await UndoAsync(node, limit.Token).ConfigureAwait(false);
            }
        }

        await forgetting.ConfigureAwait(false);
    }

    public IReadOnlyList<NodeReport> Report() =>
    [
        .. staged.Nodes.Select(n => new NodeReport(
            n.Node,
            states[n.Node.Name],
            n.Files,
            errors.GetValueOrDefault(n.Node.Name),
            HealsWithin(n.Node.Name))
        {
            AwaitsKubelet = n.AwaitsKubelet,
            Waits = n.Waits,
            MayKeep = MayKeep(n.Node.Name),
            Kept = [.. kept.GetValueOrDefault(n.Node.Name, [])],
        }),
    ];

    /// <summary>"kept PATH KEPT-PATH". After an undo only what the undo itself replaced is kept: what the commit replaced is back.</summary>
    private void NoteKept(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records, bool undone = false)
    {
        KeptText[] texts = [.. records.Where(r => r.Kind == "kept").Select(r => new KeptText(r[0], r[1]))];
        kept[node.Name] = undone ? texts : [.. kept.GetValueOrDefault(node.Name, []), .. texts];
    }

    private async Task UndoAsync(ControlPlaneNode node, CancellationToken cancellationToken)
    {
        try
        {
            nodes.Tell(RolloutPhase.Undo, node, "putting back");
            NoteKept(node, await nodes.RunAsync(node, ScriptCompiler.Undo(Id), cancellationToken).ConfigureAwait(false), undone: true);
            states[node.Name] = NodeState.Undone;
        }
        catch (NodeException problem)
        {
            // Confirmed already: then it keeps the new text, and says so.
            states[node.Name] = problem.Error.Kind == NodeErrorKind.TransactionGone ? NodeState.Committed : NodeState.Unknown;
            errors.TryAdd(node.Name, problem.Error);
        }
        catch (OperationCanceledException)
        {
            states[node.Name] = NodeState.Unknown;
        }

        nodes.Tell(RolloutPhase.Undo, node, states[node.Name].ToString(), done: true);
    }

    private void Throw(IReadOnlyList<NodeError> failed)
    {
        foreach (var error in failed)
        {
            errors[error.Node.Name] = error;
        }

        if (failed.Count > 0)
        {
            throw new NodeException(failed[0]);
        }
    }
}
