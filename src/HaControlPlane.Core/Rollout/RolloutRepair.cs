using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Finds transactions whose admins went away, and finishes or undoes each, node by node.</summary>
public static class RolloutRepair
{
    /// <summary>Repairs every node that can be reached.</summary>
    /// <param name="transport">The way to the nodes.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="options">How it is done; a lock that a living run may hold is only taken over when this says so.</param>
    /// <param name="events">Who hears what happens; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<RepairReport>> RunAsync(
        INodeTransport transport, IReadOnlyList<ControlPlaneNode> nodes, RolloutOptions options, IProgress<RolloutEvent>? events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(options);
        var all = new RolloutNodes(transport, options, events);
        var reports = new ConcurrentDictionary<string, RepairReport>(StringComparer.Ordinal);
        var kept = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        // Who promised in a run whose admin went away keeps what any other node was told to keep.
        await all.EachAsync(nodes, RolloutPhase.Undo, "looking for runs that did not end", async (node, token) =>
        {
            foreach (var record in await all.RunAsync(node, ScriptCompiler.Transactions(), token).ConfigureAwait(false))
            {
                if (record.Kind == "last" || (record.Kind == "transaction" && record[1] == "told"))
                {
                    kept[record[0]] = true;
                }
            }
        }, cancellationToken).ConfigureAwait(false);
        var script = ScriptCompiler.Repair(RolloutNodes.NewId(), RolloutNodes.Holder, options.TakeOverLocks, kept.Keys.Order(StringComparer.Ordinal));
        var errors = await all.EachAsync(nodes, RolloutPhase.Undo, "repairing", async (node, token) =>
            reports[node.Name] = Read(node, await all.RunAsync(node, script, token).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        foreach (var error in errors)
        {
            reports[error.Node.Name] = new RepairReport(error.Node, [], null, error);
        }

        return [.. nodes.Select(n => reports[n.Name])];
    }

    private static RepairReport Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records) => new(
        node,
        [.. records.Where(r => r.Kind == "settled").Select(r => new SettledTransaction(r[0], r[1]))],
        records.FirstOrDefault(r => r.Kind == "locked")?[0],
        null);
}
