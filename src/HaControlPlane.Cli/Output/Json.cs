using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HaControlPlane.Errors;
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
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(JsonObject document)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Indented))
        {
            document.WriteTo(writer);
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }

    /// <summary>An object with these members, in this order.</summary>
    public static JsonObject Object(params (string Name, object? Value)[] members) => new(members.Select(m => KeyValuePair.Create(m.Name, Node(m.Value))));

    public static JsonObject Of(Finding finding) => Object(
        ("id", finding.Id),
        ("severity", Name(finding.Severity)),
        ("what", finding.What),
        ("why", finding.Why),
        ("fix", finding.Fix),
        ("reference", finding.Reference),
        ("path", finding.Path),
        ("node", finding.Node),
        ("file", finding.Location?.File),
        ("line", finding.Location?.Line),
        ("column", finding.Location?.Column));

    public static JsonObject Of(Explanation about) => Object(
        ("id", about.Id),
        ("about", about.About),
        ("severity", about.Severity),
        ("title", about.Title),
        ("why", about.Why),
        ("fix", about.Fix),
        ("reference", about.Reference));

    public static JsonObject Of(NodeError error) => Object(("id", error.Id), ("kind", Name(error.Kind)), ("node", error.Node.Name), ("what", error.What), ("fix", error.Fix));

    public static JsonObject Of(FileChange change) => Object(("path", change.Path), ("change", Name(change.Kind)), ("editedSince", change.EditedSince), ("editedAt", change.EditedAt), ("diff", change.Diff));

    public static JsonObject Of(StagedNode node) => Object(
        ("name", node.Node.Name),
        ("changes", node.HasChanges),
        ("files", node.Files.Select(Of)),
        ("daemons", node.Daemons.Select(d => Object(("name", d.Name), ("action", d.Action)))),
        ("replaces", node.Replaces.Select(s => Object(("file", s.File), ("line", s.Line), ("what", s.What)))),
        ("waits", node.Waits),
        ("linkedFolders", node.LinkedFolders.Select(l => Object(("path", l.Path), ("target", l.Target)))));

    public static JsonObject Of(NodeReport report) => Object(
        ("name", report.Node.Name),
        ("state", Name(report.State)),
        ("error", report.Error is { } error ? Of(error) : null),
        ("awaitsKubelet", report.AwaitsKubelet),
        ("waits", report.Waits),
        ("healsWithinSeconds", report.HealsWithin?.TotalSeconds),
        ("mayKeep", report.MayKeep),
        ("kept", report.Kept.Select(k => Object(("path", k.Path), ("keptAs", k.KeptAs)))),
        ("files", report.Files.Select(Of)));

    public static JsonObject Of(Difference difference) => Object(
        ("node", difference.Node.Name),
        ("kind", Name(difference.Kind)),
        ("subject", difference.Subject),
        ("expected", difference.Expected),
        ("actual", difference.Actual),
        ("mattersToMeaning", difference.MattersToMeaning),
        ("diff", difference.Diff));

    public static JsonObject Of(RepairReport report) => Object(
        ("name", report.Node.Name),
        ("settled", report.Settled.Select(s => Object(("id", s.Id), ("outcome", s.Outcome), ("reason", s.Reason)))),
        ("lockedBy", report.LockedBy),
        ("error", report.Error is { } error ? Of(error) : null));

    public static JsonObject Of(RolloutReport report) => Object(
        ("id", report.Id),
        ("outcome", Name(report.Outcome)),
        ("elapsedSeconds", Math.Round(report.Elapsed.TotalSeconds, 3)),
        ("mixed", report.Mixed is { } mixed ? Of(mixed) : null),
        ("nodes", report.Nodes.Select(Of)));

    public static JsonObject Of(NodeStatus status) => Object(
        ("name", status.Node.Name),
        ("keepalived", status.KeepalivedRuns),
        ("keepalivedState", Name(status.Keepalived)),
        ("haproxy", status.HaproxyRuns),
        ("kubeVip", status.KubeVipRuns),
        ("portOpen", status.PortOpen),
        ("elsewhere", status.Elsewhere.Select(e => (object)e)),
        ("couldTakeOver", status.IsFit),
        ("vips", status.Vips.Select(v => Object(("address", v.Address.ToString()), ("interface", v.Interface), ("held", v.Held), ("httpStatus", v.HttpStatus)))),
        ("neighbours", status.Neighbours.Select(Of)),
        ("hardwareAddresses", status.HardwareAddresses),
        ("backends", status.Backends?.Select(b => Object(("name", b.Name), ("up", b.Up), ("status", b.Status), ("check", b.Check), ("checkMs", b.CheckTime?.TotalMilliseconds), ("sinceSeconds", b.Since.TotalSeconds)))),
        ("lockedBy", status.LockHolder));

    public static JsonObject Of(NeighbourView neighbour) => Object(("address", neighbour.Address.ToString()), ("interface", neighbour.Interface), ("hardwareAddress", neighbour.HardwareAddress), ("state", neighbour.State));

    public static JsonObject Of(EndpointProbeResult probe) => Object(
        ("from", probe.From),
        ("host", probe.Host),
        ("port", probe.Port),
        ("path", probe.Path),
        ("ok", probe.Ok),
        ("statusCode", probe.StatusCode),
        ("body", probe.Body),
        ("tcpMs", probe.Tcp?.TotalMilliseconds),
        ("tlsMs", probe.Tls?.TotalMilliseconds),
        ("httpMs", probe.Http?.TotalMilliseconds),
        ("problem", probe.Problem),
        ("certificate", probe.Certificate is { } served ? Object(("subject", served.Subject), ("names", served.Names), ("notAfter", served.NotAfter), ("coversHost", served.CoversHost)) : null));

    public static JsonObject Of(EndpointStatus status) => Object(
        ("verdict", Name(status.Verdict)),
        ("sentence", status.Sentence),
        ("nodes", status.Nodes.Select(Of)),
        ("errors", status.Unreached.Select(Of)),
        ("probes", status.Probes.Select(Of)),
        ("neighbours", status.Neighbours.Select(Of)),
        ("stale", status.Stale.Select(s => Object(("who", s.Who), ("address", s.Address.ToString()), ("believed", s.Believed), ("believedOwner", s.BelievedOwner), ("holder", s.Holder), ("actual", s.Actual)))),
        ("findings", status.Findings.Select(Of)),
        ("checks", status.Checks.Select(c => Object(("from", c.From), ("what", c.What), ("target", c.Target), ("ok", c.Ok), ("detail", c.Detail)))));

    public static JsonObject Of(DrillReport report) => Object(
        ("topology", report.Topology),
        ("endpoint", report.Endpoint),
        ("fault", DrillFaults.Word(report.Fault)),
        ("node", report.Node),
        ("started", report.Started),
        ("sentence", report.Sentence),
        ("requests", report.Samples.Count),
        ("failed", report.Failed),
        ("longestOutageMs", Ms(report.LongestOutage)),
        ("worstCaseMs", Ms(report.WorstCase)),
        ("withinModel", report.WithinModel),
        ("timeToNewHolderMs", Ms(report.TimeToNewHolder)),
        ("timeToReturnMs", Ms(report.TimeToReturn)),
        ("faultAtMs", Ms(report.FaultAt)),
        ("takenBackAtMs", Ms(report.TakenBackAt)),
        ("holders", report.Holders.Select(h => Object(("atMs", Ms(h.At)), ("node", h.Node)))),
        ("longConnection", Object(("cuts", report.LongConnectionCuts), ("gapMs", Ms(report.LongConnectionGap)))),
        ("outages", report.Outages.Select(o => Object(("atMs", Ms(o.From)), ("lengthMs", Ms(o.Length)), ("failed", o.Failed)))),
        ("events", report.Events.Select(e => Object(("atMs", Ms(e.At)), ("what", e.What)))),
        ("error", report.Error is { } error ? Of(error) : null));

    public static JsonObject Of(FailoverForecast forecast) => Object(
        ("estimates", forecast.Estimates.Select(e => Object(("failure", Name(e.Failure)), ("worstCaseMs", e.WorstCase?.TotalMilliseconds), ("moves", e.Moves), ("note", e.Note), ("reason", e.Reason)))),
        ("holderStays", forecast.HolderStays),
        ("successions", forecast.Successions.Select(o => Object(("failed", o.Failed), ("holder", o.Holder), ("verdict", Name(o.Verdict))))));

    private static double? Ms(TimeSpan? time) => time is { } some ? Math.Round(some.TotalMilliseconds, 1) : null;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        DateTimeOffset time => JsonValue.Create(time),
        IReadOnlyDictionary<string, string> texts => new JsonObject(texts.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)JsonValue.Create(t.Value)))),
        IEnumerable<object> items => new JsonArray([.. items.Select(Node)]),
        _ => throw new UnreachableException($"{value.GetType()} has no JSON form here."),
    };
}
