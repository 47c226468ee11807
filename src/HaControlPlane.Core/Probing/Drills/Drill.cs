using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Failover;

namespace HaControlPlane.Probing.Drills;

/// <summary>
/// Breaks one thing of a healthy endpoint and measures what clients lose. The node that breaks is armed with the time after which
/// it takes the fault back by itself, so that a drill ends well even when whoever began it does not.
/// </summary>
public sealed class Drill
{
    /// <summary>Between two looks at a node that is not back yet.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(300);

    /// <summary>How long samples go on after all is well, so that the report shows it.</summary>
    private static readonly TimeSpan After = TimeSpan.FromMilliseconds(500);

    /// <summary>How drill.sh calls whoever holds a node's lock for a drill.</summary>
    private const string DrillLock = "drill: ";

    private readonly INodeTransport transport;
    private readonly ControlPlaneTopology topology;
    private readonly DrillOptions options;
    private readonly EndpointStatus before;

    private Drill(INodeTransport transport, ControlPlaneTopology topology, DrillOptions options, EndpointStatus before, ControlPlaneNode node)
    {
        this.transport = transport;
        this.topology = topology;
        this.options = options;
        this.before = before;
        Node = node;
    }

    /// <summary>The node that something will break on.</summary>
    public ControlPlaneNode Node { get; }

    /// <summary>The node holds the virtual IP.</summary>
    public bool OnHolder => before.Holders.Any(h => h.Name == Node.Name);

    /// <summary>What will be done, for whoever is asked.</summary>
    public string Question => string.Create(
        CultureInfo.InvariantCulture,
        $"{DrillFaults.Word(options.Fault)}: {DrillFaults.Describe(options.Fault)} on {Node.Name}{(OnHolder ? ", which holds the VIP" : "")}, for {options.Lasts.TotalSeconds:0} s");

    /// <summary>What clients lose at worst by the failover model; null when it knows of nothing that would break, or of no end.</summary>
    public TimeSpan? WorstCase => DrillFaults.ClassOf(options.Fault, OnHolder) is { } failure
        ? FailoverEstimate.For(topology).FirstOrDefault(e => e.Failure == failure)?.WorstCase
        : null;

    /// <summary>Looks whether a drill may be. Nothing is changed.</summary>
    /// <exception cref="NodeException">
    /// HCP223: the endpoint is not healthy. HCP253: the fault breaks nothing of such an endpoint. HCP254, HCP420: another drill, or a change, is under way on some node.
    /// </exception>
    public static async Task<Drill> PrepareAsync(INodeTransport transport, ControlPlaneTopology topology, DrillOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(options);
        if (!DrillFaults.Suits(options.Fault, topology.LoadBalancer.Kind))
        {
            throw NodeErrors.Create(topology.Nodes[0], NodeErrorKind.DrillUnfit, $"with the kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)} there is nothing on it that {DrillFaults.Word(options.Fault)} could break");
        }

        var status = await EndpointStatusReader.ReadAsync(transport, topology, cancellationToken).ConfigureAwait(false);
        var name = options.Node ?? (status.Holders is [var holder, ..] ? holder : topology.Nodes[0]).Name;
        var node = topology.Nodes.FirstOrDefault(n => n.Name == name)
            ?? throw NodeErrors.Create(topology.Nodes[0], NodeErrorKind.DrillUnfit, $"the topology has no node '{name}'");
        if (status.Nodes.FirstOrDefault(n => n.LockHolder is not null) is { LockHolder: { } locked } busy)
        {
            throw locked.StartsWith(DrillLock, StringComparison.Ordinal)
                ? NodeErrors.Create(busy.Node, NodeErrorKind.DrillRunning, locked[DrillLock.Length..])
                : NodeErrors.Create(busy.Node, NodeErrorKind.ChangeAtWork, locked);
        }

        return status.Verdict == EndpointVerdict.Healthy
            ? new Drill(transport, topology, options, status, node)
            : throw NodeErrors.Create(node, NodeErrorKind.DrillRefused, status.Sentence);
    }

    /// <summary>Runs it. Cancelling takes the fault back at once, as far as the node can be reached.</summary>
    /// <param name="events">Who hears what happens while it does; null for nobody.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="NodeException">The fault could not be armed; nothing was broken.</exception>
    public async Task<DrillReport> RunAsync(IProgress<DrillEvent>? events, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        var happened = new ConcurrentQueue<DrillEvent>();
        var address = new IPEndPoint(topology.Endpoint.VirtualIPs[0], topology.Endpoint.Port);
        var sampler = new EndpointSampler(address, options, clock);
        var kept = new LongConnection(address, clock, Tell);
        var watch = new HolderWatch(transport, topology, before, clock);
        using var end = new CancellationTokenSource();
        Task[] looking = [Task.Run(() => sampler.RunAsync(end.Token), CancellationToken.None), Task.Run(() => kept.RunAsync(end.Token), CancellationToken.None), Task.Run(() => watch.RunAsync(end.Token), CancellationToken.None)];
        (TimeSpan FaultAt, TimeSpan? TakenBackAt, TimeSpan? WellAt, string? Missing) course;
        try
        {
            await Task.Delay(options.Before, cancellationToken).ConfigureAwait(false);
            course = await CourseAsync(clock, Tell, cancellationToken).ConfigureAwait(false);
            await Task.Delay(After, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(looking).ConfigureAwait(false);
        }

        // Nothing moves before its reason: what the node tells is right to a round trip only.
        var faultAt = watch.Moves.Skip(1).Select(m => m.At).Append(course.FaultAt).Min();
        return new DrillReport
        {
            Topology = topology.Name,
            Endpoint = $"https://{address}/readyz",
            Fault = options.Fault,
            Node = Node.Name,
            Started = started,
            Interval = options.Interval,
            Samples = sampler.Samples,
            FaultAt = faultAt,
            TakenBackAt = course.TakenBackAt,
            WellAt = course.WellAt,
            Holders = watch.Moves,
            Events = [.. happened.Concat(watch.Moves.Skip(1).Select(m => new DrillEvent(m.At, $"{m.Node} holds the VIP"))).Append(new(faultAt, $"{DrillFaults.Describe(options.Fault)} on {Node.Name}")).OrderBy(e => e.At)],
            LongConnectionCuts = kept.Cuts,
            LongConnectionGap = kept.LongestGap,
            WorstCase = WorstCase,
            Error = course.Missing is { } missing ? NodeErrors.Create(Node, NodeErrorKind.DrillNotTakenBack, missing).Error : null,
        };

        void Tell(string what)
        {
            var one = new DrillEvent(clock.Elapsed, what);
            happened.Enqueue(one);
            events?.Report(one);
        }
    }

    /// <summary>Arms the fault, waits for its end, and for the node to be well again.</summary>
    private async Task<(TimeSpan FaultAt, TimeSpan? TakenBackAt, TimeSpan? WellAt, string? Missing)> CourseAsync(Stopwatch clock, Action<string> tell, CancellationToken cancellationToken)
    {
        var who = $"{Environment.UserName}@{Environment.MachineName} {DrillFaults.Word(options.Fault)}";
        var vips = topology.Endpoint.VirtualIPs.Select(a => a.ToString());
        var network = await DrillInterface.OfAsync(transport, topology, before, Node, cancellationToken).ConfigureAwait(false);
        await using var relay = new DrillRelay(transport, topology, before, Node, tell);
        var relayed = options.Fault == DrillFault.Drain && OnHolder && await relay.BeginAsync(who, options.Lasts, cancellationToken).ConfigureAwait(false);
        // Three adverts and a whole one of skew, and a moment for the neighbours to hear of it.
        var succeeded = (4 * VrrpSettings.For(topology).AdvertInterval) + TimeSpan.FromMilliseconds(400);
        var script = ScriptCompiler.ArmDrill(who, DrillFaults.Word(options.Fault), options.Lasts, succeeded, network, relayed ? "relayed" : "-", vips);
        var time = new NodeTime();
        var sent = clock.Elapsed;
        var armed = await transport.RunAsync(Node, script, cancellationToken).ConfigureAwait(false);
        var armedAt = clock.Elapsed;
        time.Heard(sent, armedAt, armed.First(r => r.Kind == "armed")[0]);
        tell($"armed on {Node.Name}, which takes it back after {options.Lasts.TotalSeconds:0} s");
        IReadOnlyList<ScriptRecord>? moments = null;
        try
        {
            await Task.Delay(options.Lasts, cancellationToken).ConfigureAwait(false);
            // Before the node lets go of the last connections: then the new holder tells their clients so at once.
            await relay.DisposeAsync().ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            var until = clock.Elapsed + options.ReturnWithin;
            moments = await EndAsync(until, clock, time, cancellationToken).ConfigureAwait(false);
            var undone = Moment("undone");
            tell(undone is null ? $"{Node.Name} does not say that it took the fault back" : "the fault is taken back");
            var (well, missing) = await WaitForReturnAsync(until, clock, cancellationToken).ConfigureAwait(false);
            tell(well is null ? $"{Node.Name} is not well: {missing}" : $"{Node.Name} is well again");
            return (Moment("begun") ?? armedAt, undone, well, missing);
        }
        finally
        {
            if (moments is null)
            {
                await DrillRelay.TellToEndAsync(transport, Node).ConfigureAwait(false);
            }
        }

        TimeSpan? Moment(string name) => moments?.FirstOrDefault(m => m.Kind == "moment" && m[0] == name) is { } moment ? time.Here(moment[1]) : null;
    }

    /// <summary>The way there may be what was broken, and need a moment to come back.</summary>
    private async Task<IReadOnlyList<ScriptRecord>> EndAsync(TimeSpan until, Stopwatch clock, NodeTime time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var sent = clock.Elapsed;
                var said = await transport.RunAsync(Node, ScriptCompiler.EndDrill(), cancellationToken).ConfigureAwait(false);
                time.Heard(sent, clock.Elapsed, said.First(r => r.Kind == "now")[0]);
                return said;
            }
            catch (NodeException) when (clock.Elapsed < until)
            {
                await Task.Delay(AskAgain, cancellationToken).ConfigureAwait(false);
            }
            catch (NodeException)
            {
                return [];
            }
        }
    }

    private async Task<(TimeSpan? At, string? Missing)> WaitForReturnAsync(TimeSpan until, Stopwatch clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await EndpointStatusReader.ReadAsync(transport, topology, cancellationToken).ConfigureAwait(false);
            if (status.Verdict == EndpointVerdict.Healthy)
            {
                return (clock.Elapsed, null);
            }

            if (clock.Elapsed >= until)
            {
                return (null, status.Sentence);
            }

            await Task.Delay(AskAgain, cancellationToken).ConfigureAwait(false);
        }
    }
}
