using System.Diagnostics;
using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>
/// Brings nodes to what a topology declares, as one transaction: stage on all, let the caller decide, commit in order,
/// gate after each, confirm everywhere or put everything back.
/// </summary>
public sealed class LoadBalancerRollout
{
    private readonly RolloutNodes nodes;
    private readonly RolloutOptions options;
    private readonly INodeTransport transport;
    private readonly IProgress<RolloutEvent>? events;

    /// <summary>A rollout over these nodes' transport.</summary>
    /// <param name="transport">The way to the nodes. Whoever made it disposes it.</param>
    /// <param name="options">How it is done; null for the defaults.</param>
    /// <param name="events">Who hears what happens; null for nobody. Called from several threads.</param>
    public LoadBalancerRollout(INodeTransport transport, RolloutOptions? options = null, IProgress<RolloutEvent>? events = null)
    {
        this.transport = transport;
        this.options = options ?? new();
        this.events = events;
        nodes = new RolloutNodes(transport, this.options, events);
    }

    /// <summary>Stages a topology on all its nodes. Nothing live is changed.</summary>
    /// <exception cref="RolloutException">Some node cannot; none was changed.</exception>
    /// <exception cref="Rendering.RenderException">The topology lacks something its files need.</exception>
    public async Task<StagedRollout> StageAsync(ControlPlaneTopology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        IReadOnlyDictionary<string, KubeVipPlacement>? kubeVip = null;
        if (TopologyResolution.IsNeeded(topology))
        {
            var facts = await nodes.FactsAsync(topology.Nodes, cancellationToken).ConfigureAwait(false);
            topology = TopologyResolution.Resolve(topology, facts);
            kubeVip = topology.LoadBalancer.Kind == LoadBalancerKind.KubeVip ? KubeVipJoining.Of(topology, facts) : null;
        }

        var id = RolloutNodes.NewId();
        NodePlan[] plans = [.. topology.Nodes.Select(n => NodePlans.For(topology, n, kubeVip?[n.Name]) with { Look = LookOf(topology, n), TellsServices = !options.CompareOnly || options.Preflight })];
        if (options.AskFirst && await nodes.AskAsync(plans, cancellationToken).ConfigureAwait(false) is { } same)
        {
            return new StagedRollout(id, null, same);
        }

        var staged = await nodes.StageAsync(id, plans, cancellationToken).ConfigureAwait(false);
        var all = await WithThoseWhoLeftAsync(id, topology, staged, cancellationToken).ConfigureAwait(false);
        NodeLook[] looks = [.. all.Nodes.Select(n => n.Look).OfType<NodeLook>()];
        var findings = Findings(topology, all, looks);
        if (findings.Any(f => f.Severity == FindingSeverity.Error))
        {
            await nodes.AbandonAsync(id, all.Nodes.Where(n => n.Kept).Select(n => n.Node)).ConfigureAwait(false);
            throw new RolloutException(PreflightRules.AsErrors([.. all.Nodes.Select(n => n.Node)], findings));
        }

        return all with
        {
            Findings = [.. findings, .. HolderChange.Check(all)],
            Nodes = [.. all.Nodes.Select(n => n.Services is { } services ? n with { Replaces = [.. ForeignServices.Of(topology, services).Where(s => !s.OfPredecessor)] } : n)],
        };
    }

    /// <summary>What the rules say. That a foreign service would be lost is said whatever rules are left out, and forbids no rollout that is told to replace it.</summary>
    private Finding[] Findings(ControlPlaneTopology topology, StagedRollout all, NodeLook[] looks)
    {
        var findings = options.Preflight
            ? PreflightRules.Check(topology, looks)
            : [.. all.Nodes.Where(n => n.Services is not null).SelectMany(n => PreflightRules.Foreign.Check(topology, n.Node, n.Services!))];
        return [.. findings.Select(f => options.ReplaceForeign && f.Id == PreflightRules.Foreign.Info.Id ? ForeignServiceLost.Allowed(f) : f)];
    }

    /// <summary>Stages plans that belong to no endpoint, such as loose files.</summary>
    /// <exception cref="RolloutException">Some node cannot; none was changed.</exception>
    public async Task<StagedRollout> StageAsync(IReadOnlyList<NodePlan> plans, CancellationToken cancellationToken)
    {
        var id = RolloutNodes.NewId();
        return new StagedRollout(id, null, await nodes.StageAsync(id, plans, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Stages arguments of static pods' components, node by node. Nothing live is changed.</summary>
    /// <exception cref="RolloutException">Some manifest cannot be read or edited; none was changed.</exception>
    public Task<StagedRollout> StageArgumentsAsync(IReadOnlyList<ControlPlaneNode> targets, IReadOnlyList<ComponentChange> changes, CancellationToken cancellationToken) =>
        new ArgumentStage(nodes).StageAsync(targets, changes, cancellationToken);

    /// <summary>Stages the removal of everything a topology put on its nodes, and on nodes that left it since.</summary>
    /// <exception cref="RolloutException">Some node cannot; none was changed.</exception>
    public async Task<StagedRollout> StageRemovalAsync(ControlPlaneTopology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var id = RolloutNodes.NewId();
        var leaving = topology.Nodes.Where(n => !options.Forget.Contains(n.Name)).Select(NodePlans.ToLeave);
        var staged = await nodes.StageAsync(id, [.. leaving], cancellationToken).ConfigureAwait(false);
        return await WithThoseWhoLeftAsync(id, topology, staged, cancellationToken).ConfigureAwait(false);
    }

    private NodeLookRequest? LookOf(ControlPlaneTopology topology, ControlPlaneNode node) =>
        options.Preflight && topology.LoadBalancer.Kind is LoadBalancerKind.KeepalivedHaproxy or LoadBalancerKind.KubeVip ? NodeLookRequest.Of(topology, node) : null;

    /// <summary>Nodes remember their topology; whoever stands there and not in this one any more has to give back what is ours.</summary>
    private async Task<StagedRollout> WithThoseWhoLeftAsync(
        string id, ControlPlaneTopology topology, IReadOnlyList<StagedNode> staged, CancellationToken cancellationToken)
    {
        var login = topology.Nodes[0].Ssh;
        // Those who left are no strangers: one of them may hold the VIP until it gives it back.
        var looks = staged.Any(n => n.Look is not null);
        var present = topology.Nodes.Select(n => n.Name).Concat(options.Forget).ToHashSet(StringComparer.Ordinal);
        var addresses = topology.Nodes.Select(n => n.Address).ToHashSet();
        var left = staged.Select(n => n.Remembers).OfType<string>()
            .Select(text => ClusterRecord.Parse(text, login))
            .Where(record => record.Name == topology.Name)
            .SelectMany(record => record.Nodes)
            .Where(n => !present.Contains(n.Name) && !addresses.Contains(n.Address))
            .DistinctBy(n => n.Name)
            .ToArray();
        if (left.Length > 0)
        {
            try
            {
                staged = [.. staged, .. await nodes.StageAsync(id, [.. left.Select(n => NodePlans.ToLeave(n) with { Look = looks ? LookOf(topology, n) : null })], cancellationToken).ConfigureAwait(false)];
            }
            catch
            {
                await nodes.AbandonAsync(id, staged.Where(n => n.Kept).Select(n => n.Node)).ConfigureAwait(false);
                throw;
            }
        }

        // The health of a balancer outside the nodes does not hang on what becomes of them.
        return new StagedRollout(id, topology.LoadBalancer.Kind == LoadBalancerKind.External ? null : topology.Endpoint, staged)
        {
            HeldByAll = topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip, KubeVip.Mode: KubeVipMode.Bgp },
        };
    }

    /// <summary>Forgets a staged rollout; the nodes keep no trace of it.</summary>
    public Task AbandonAsync(StagedRollout staged)
    {
        ArgumentNullException.ThrowIfNull(staged);
        return nodes.AbandonAsync(staged.Id, staged.Nodes.Where(n => n.HasChanges).Select(n => n.Node));
    }

    /// <summary>Makes a staged rollout live. Whatever fails is told in the report, never thrown.</summary>
    public async Task<RolloutReport> CommitAsync(StagedRollout staged, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(staged);
        var clock = Stopwatch.StartNew();
        await using var run = new RolloutRun(nodes, staged, options);
        var outcome = staged.HasChanges ? await RunAsync(run, staged, cancellationToken).ConfigureAwait(false) : RolloutOutcome.NothingToDo;
        return new RolloutReport(staged.Id, outcome, run.Report(), clock.Elapsed) { Mixed = run.Mixed() };
    }

    private async Task<RolloutOutcome> RunAsync(RolloutRun run, StagedRollout staged, CancellationToken cancellationToken)
    {
        try
        {
            var gate = Gate(staged);
            if (gate is not null)
            {
                await gate.LookBeforeAsync(cancellationToken).ConfigureAwait(false);
            }

            if (staged.ChangesHolder)
            {
                await run.SwitchAsync(RolloutOrder.HoldWaves(staged, gate?.HoldersBefore ?? []), cancellationToken).ConfigureAwait(false);
                await WaitForHealthAsync(gate, run, last: true, cancellationToken).ConfigureAwait(false);
                await run.ConfirmAsync(cancellationToken).ConfigureAwait(false);
                return run.Outcome(RolloutOutcome.Applied);
            }

            var waves = RolloutOrder.Waves(staged, gate?.HoldersBefore ?? []);
            foreach (var (wave, last) in waves.Select((w, i) => (w, i == waves.Count - 1)))
            {
                await run.CommitAsync(wave, cancellationToken).ConfigureAwait(false);
                await WaitForHealthAsync(gate, run, last, cancellationToken).ConfigureAwait(false);
            }

            await run.ConfirmAsync(cancellationToken).ConfigureAwait(false);
            return run.Outcome(RolloutOutcome.Applied);
        }
        catch (NodeException problem)
        {
            await run.PutBackAsync(problem.Error).ConfigureAwait(false);
            return run.Outcome(RolloutOutcome.Failed);
        }
        catch (OperationCanceledException)
        {
            await run.PutBackAsync(null).ConfigureAwait(false);
            return run.Outcome(RolloutOutcome.Cancelled);
        }
    }

    private async Task WaitForHealthAsync(RolloutGate? gate, RolloutRun run, bool last, CancellationToken cancellationToken)
    {
        if (gate is null)
        {
            return;
        }

        events?.Report(new RolloutEvent(RolloutPhase.Gate, null, "waiting for the endpoint to be well"));
        if (await gate.WaitAsync(run.Committed, run.Id, last, cancellationToken).ConfigureAwait(false) is { } complaint)
        {
            throw NodeErrors.Create(complaint.Node, NodeErrorKind.GateFailed, complaint.What);
        }
    }

    /// <summary>A change that no daemon feels needs no gate.</summary>
    private RolloutGate? Gate(StagedRollout staged) => staged.Endpoint is { } endpoint && staged.Nodes.Any(n => n.DisturbsDaemons)
        ? new RolloutGate(transport, endpoint, staged, options)
        : null;
}
