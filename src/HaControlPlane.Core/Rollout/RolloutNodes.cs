using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>What a rollout asks of nodes: each call one script, many nodes at once.</summary>
internal sealed class RolloutNodes(INodeTransport transport, RolloutOptions options, IProgress<RolloutEvent>? events)
{
    /// <summary>How long forgetting a stage may take on nodes that answer.</summary>
    private static readonly TimeSpan ForgetWithin = TimeSpan.FromSeconds(10);

    /// <summary>How long a caller who cancelled is held up; the nodes' own watches do the rest. With what it takes to tell of it under 2 s.</summary>
    public static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(1.2);

    /// <summary>Who works here, for the nodes' locks.</summary>
    public static string Holder => $"{Environment.UserName}@{Environment.MachineName}, process {Environment.ProcessId}, since {DateTimeOffset.UtcNow:u}";

    public async Task<IReadOnlyList<NodeFacts>> FactsAsync(IReadOnlyList<ControlPlaneNode> nodes, CancellationToken cancellationToken)
    {
        var facts = new ConcurrentDictionary<string, NodeFacts>(StringComparer.Ordinal);
        var errors = await EachAsync(nodes, RolloutPhase.Facts, "looking at the node", async (node, token) =>
            facts[node.Name] = await NodeFacts.GatherAsync(transport, node, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return errors.Count == 0 ? [.. nodes.Select(n => facts[n.Name])] : throw new RolloutException(errors);
    }

    /// <summary>What a stage of each plan would say, where every node is as its plan says already; null when only a stage can tell.</summary>
    /// <exception cref="RolloutException">Some node cannot be reached; none was changed.</exception>
    public async Task<IReadOnlyList<StagedNode>?> AskAsync(IReadOnlyList<NodePlan> plans, CancellationToken cancellationToken)
    {
        var questions = plans.ToDictionary(p => p.Node.Name, p => (Plan: p, Script: SameScript.For(p)), StringComparer.Ordinal);
        if (questions.Values.Any(q => q.Script is null))
        {
            return null;
        }

        var same = new ConcurrentDictionary<string, StagedNode>(StringComparer.Ordinal);
        var errors = await EachAsync([.. plans.Select(p => p.Node)], RolloutPhase.Stage, "comparing", async (node, token) =>
        {
            var (plan, script) = questions[node.Name];
            if (SameScript.AsStaged(plan, await RunAsync(node, script!, token).ConfigureAwait(false)) is { } records)
            {
                same[node.Name] = StagedNodeReader.Read(plan, records);
            }
        }, cancellationToken).ConfigureAwait(false);
        return errors.Count > 0 ? throw new RolloutException(errors) : same.Count < plans.Count ? null : [.. plans.Select(p => same[p.Node.Name])];
    }

    /// <summary>Stages each plan on its node. When one cannot, all are forgotten again.</summary>
    /// <exception cref="RolloutException">Some node cannot; none was changed.</exception>
    public async Task<IReadOnlyList<StagedNode>> StageAsync(string id, IReadOnlyList<NodePlan> plans, CancellationToken cancellationToken)
    {
        var byNode = plans.ToDictionary(p => p.Node.Name, StringComparer.Ordinal);
        var staged = new ConcurrentDictionary<string, StagedNode>(StringComparer.Ordinal);
        IReadOnlyList<NodeError> errors;
        try
        {
            errors = await EachAsync([.. plans.Select(p => p.Node)], RolloutPhase.Stage, "comparing", async (node, token) =>
            {
                var script = ScriptCompiler.Stage(byNode[node.Name], id, Holder, options.TakeOverLocks, keep: !options.CompareOnly);
                var asked = DateTimeOffset.UtcNow;
                var records = await RunAsync(node, script, token).ConfigureAwait(false);
                staged[node.Name] = StagedNodeReader.Read(byNode[node.Name], records) with
                {
                    Look = byNode[node.Name].Look is null ? null : NodeLook.Read(node, records, asked, DateTimeOffset.UtcNow),
                    Services = byNode[node.Name].TellsServices ? NodeServices.Read(records) : null,
                };
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await AbandonAsync(id, plans.Select(p => p.Node), LeaveWithin).ConfigureAwait(false);
            throw;
        }

        if (errors.Count > 0)
        {
            var begun = staged.Values.Where(s => s.Kept).Select(s => s.Node);
            await AbandonAsync(id, [.. begun, .. errors.Where(MayHaveBegun).Select(e => e.Node)]).ConfigureAwait(false);
            throw new RolloutException(errors);
        }

        return [.. plans.Select(p => staged[p.Node.Name])];
    }

    /// <summary>Undoes where it can be reached in time, in parallel, and says nothing of the rest.</summary>
    public async Task AbandonAsync(string id, IEnumerable<ControlPlaneNode> nodes, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? ForgetWithin);
        try
        {
            await EachAsync([.. nodes], RolloutPhase.Undo, "forgetting", (node, token) => RunAsync(node, ScriptCompiler.Undo(id), token), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nothing live was changed there; the next run settles what is left.
        }
    }

    public Task<IReadOnlyList<ScriptRecord>> RunAsync(ControlPlaneNode node, NodeScript script, CancellationToken cancellationToken) =>
        transport.RunAsync(node, script, cancellationToken);

    /// <summary>Does one thing on each node, so many at once, and returns what went wrong in the nodes' order.</summary>
    public async Task<IReadOnlyList<NodeError>> EachAsync(
        IReadOnlyList<ControlPlaneNode> nodes, RolloutPhase phase, string doing, Func<ControlPlaneNode, CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        var errors = new ConcurrentDictionary<string, NodeError>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(nodes, parallel, async (node, token) =>
        {
            try
            {
                Tell(phase, node, doing);
                await action(node, token).ConfigureAwait(false);
                Tell(phase, node, "done", done: true);
            }
            catch (NodeException problem)
            {
                errors[node.Name] = problem.Error;
                Tell(phase, node, problem.Error.What, done: true);
            }
        }).ConfigureAwait(false);
        return [.. nodes.Where(n => errors.ContainsKey(n.Name)).Select(n => errors[n.Name])];
    }

    /// <summary>The script ran there, to its end for all we know, and only its answer did not come: it may hold the lock.</summary>
    private static bool MayHaveBegun(NodeError error) => error.Kind is NodeErrorKind.Protocol or NodeErrorKind.TimedOut;

    public void Tell(RolloutPhase phase, ControlPlaneNode? node, string message, bool done = false) =>
        events?.Report(new RolloutEvent(phase, node, message, done));

    /// <summary>A transaction's id: sorts by time and differs between two admins of the same second.</summary>
    public static string NewId() =>
        DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + RandomNumberGenerator.GetHexString(6, lowercase: true);
}
