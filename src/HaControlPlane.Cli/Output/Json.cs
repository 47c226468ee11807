using System.Text.Encodings.Web;
using System.Text.Json;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Probing.Drills;
using HaControlPlane.Rollout;
using HaControlPlane.Rollout.Drift;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Failover;

namespace HaControlPlane.Cli.Output;

/// <summary>The shapes of <c>--json</c>: one document on standard output, names in camelCase.</summary>
internal static class Json
{
    // Relaxed: the reader is a program or a person, never a web page.
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(object document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, Indented));

    public static object Of(Finding finding) => new
    {
        finding.Id,
        severity = Name(finding.Severity),
        finding.What,
        finding.Why,
        finding.Fix,
        finding.Reference,
        finding.Path,
        finding.Node,
        finding.Location?.File,
        finding.Location?.Line,
        finding.Location?.Column,
    };

    public static object Of(NodeError error) => new { error.Id, kind = Name(error.Kind), node = error.Node.Name, error.What, error.Fix };

    public static object Of(FileChange change) => new { change.Path, change = Name(change.Kind), change.EditedSince, change.Diff };

    public static object Of(StagedNode node) => new
    {
        node.Node.Name,
        changes = node.HasChanges,
        files = node.Files.Select(Of),
        daemons = node.Daemons.Select(d => new { d.Name, d.Action }),
        node.Waits,
    };

    public static object Of(NodeReport report) => new
    {
        report.Node.Name,
        state = Name(report.State),
        error = report.Error is { } error ? Of(error) : null,
        report.AwaitsKubelet,
        report.Waits,
        healsWithinSeconds = report.HealsWithin?.TotalSeconds,
        files = report.Files.Select(Of),
    };

    public static object Of(Difference difference) => new
    {
        node = difference.Node.Name,
        kind = Name(difference.Kind),
        difference.Subject,
        difference.Expected,
        difference.Actual,
        difference.MattersToMeaning,
        difference.Diff,
    };

    public static object Of(RepairReport report) => new
    {
        report.Node.Name,
        settled = report.Settled.Select(s => new { s.Id, s.Outcome, s.Reason }),
        report.LockedBy,
        error = report.Error is { } error ? Of(error) : null,
    };

    public static object Of(RolloutReport report) => new
    {
        report.Id,
        outcome = Name(report.Outcome),
        elapsedSeconds = Math.Round(report.Elapsed.TotalSeconds, 3),
        nodes = report.Nodes.Select(Of),
    };

    public static object Of(NodeStatus status) => new
    {
        status.Node.Name,
        keepalived = status.KeepalivedRuns,
        keepalivedState = Name(status.Keepalived),
        haproxy = status.HaproxyRuns,
        kubeVip = status.KubeVipRuns,
        portOpen = status.PortOpen,
        vips = status.Vips.Select(v => new { address = v.Address.ToString(), v.Interface, held = v.Held, v.HttpStatus }),
        neighbours = status.Neighbours.Select(Of),
        hardwareAddresses = status.HardwareAddresses,
        backends = status.Backends?.Select(b => new { b.Name, b.Up, b.Status, b.Check, checkMs = b.CheckTime?.TotalMilliseconds, sinceSeconds = b.Since.TotalSeconds }),
        lockedBy = status.LockHolder,
    };

    public static object Of(NeighbourView neighbour) => new { address = neighbour.Address.ToString(), neighbour.Interface, neighbour.HardwareAddress, neighbour.State };

    public static object Of(EndpointProbeResult probe) => new
    {
        probe.From,
        probe.Host,
        probe.Port,
        probe.Path,
        probe.Ok,
        probe.StatusCode,
        probe.Body,
        tcpMs = probe.Tcp?.TotalMilliseconds,
        tlsMs = probe.Tls?.TotalMilliseconds,
        httpMs = probe.Http?.TotalMilliseconds,
        probe.Problem,
        certificate = probe.Certificate is { } served ? new { served.Subject, served.Names, served.NotAfter, served.CoversHost } : null,
    };

    public static object Of(EndpointStatus status) => new
    {
        verdict = Name(status.Verdict),
        status.Sentence,
        nodes = status.Nodes.Select(Of),
        errors = status.Unreached.Select(Of),
        probes = status.Probes.Select(Of),
        neighbours = status.Neighbours.Select(Of),
        stale = status.Stale.Select(s => new { s.Who, address = s.Address.ToString(), s.Believed, s.BelievedOwner, s.Holder, s.Actual }),
        findings = status.Findings.Select(Of),
        checks = status.Checks,
    };

    public static object Of(DrillReport report) => new
    {
        report.Topology,
        report.Endpoint,
        fault = DrillFaults.Word(report.Fault),
        report.Node,
        report.Started,
        report.Sentence,
        requests = report.Samples.Count,
        report.Failed,
        longestOutageMs = Ms(report.LongestOutage),
        worstCaseMs = Ms(report.WorstCase),
        report.WithinModel,
        timeToNewHolderMs = Ms(report.TimeToNewHolder),
        timeToReturnMs = Ms(report.TimeToReturn),
        faultAtMs = Ms(report.FaultAt),
        takenBackAtMs = Ms(report.TakenBackAt),
        holders = report.Holders.Select(h => new { atMs = Ms(h.At), h.Node }),
        longConnection = new { cuts = report.LongConnectionCuts, gapMs = Ms(report.LongConnectionGap) },
        outages = report.Outages.Select(o => new { atMs = Ms(o.From), lengthMs = Ms(o.Length), o.Failed }),
        events = report.Events.Select(e => new { atMs = Ms(e.At), e.What }),
        error = report.Error is { } error ? Of(error) : null,
    };

    public static object Of(FailoverForecast forecast) => new
    {
        estimates = forecast.Estimates.Select(e => new { failure = Name(e.Failure), worstCaseMs = e.WorstCase?.TotalMilliseconds, e.Moves, e.Reason }),
        holderStays = forecast.HolderStays,
        successions = forecast.Successions.Select(o => new { o.Failed, o.Holder, verdict = Name(o.Verdict) }),
    };

    private static double? Ms(TimeSpan? time) => time is { } some ? Math.Round(some.TotalMilliseconds, 1) : null;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
