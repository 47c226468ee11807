using HaControlPlane.Nodes;
using HaControlPlane.Probing;

namespace HaControlPlane.Cli.Output;

/// <summary>The endpoint's status for people: a table of nodes, a line a probe, the verdict last.</summary>
internal static class StatusText
{
    public static void Write(TextWriter writer, EndpointStatus status)
    {
        if (status.Checks.Count > 0)
        {
            ReachText.Write(writer, status);
            return;
        }

        var width = status.Nodes.Select(n => n.Node.Name).Concat(status.Unreached.Select(e => e.Node.Name)).Append("NODE").Max(n => n.Length);
        writer.WriteLine($"{"NODE".PadRight(width)}  VIP           KEEPALIVED  HAPROXY  /readyz");
        foreach (var node in status.Nodes)
        {
            writer.WriteLine($"{node.Node.Name.PadRight(width)}  {Holds(node),-12}  {Runs(node.KeepalivedRuns),-10}  {Runs(node.HaproxyRuns && node.PortOpen),-7}  {Answers(node)}");
        }

        ReportText.Errors(writer, status.Unreached);
        foreach (var probe in status.Probes)
        {
            writer.WriteLine($"https://{probe.Host}:{probe.Port}/readyz from here: {Describe(probe)}");
        }

        writer.WriteLine(status.Verdict == EndpointVerdict.Healthy ? Style.Good(status.Sentence) : Style.Bad(status.Sentence));
    }

    private static string Describe(EndpointProbeResult probe) => probe.Ok
        ? $"{probe.StatusCode} {probe.Body} (TCP {probe.Tcp?.TotalMilliseconds:0.0}, TLS {probe.Tls?.TotalMilliseconds:0.0}, HTTP {probe.Http?.TotalMilliseconds:0.0} ms)"
        : probe.Problem!;

    private static string Holds(NodeStatus node) =>
        node.Vips.FirstOrDefault(v => v.Held) is { } held ? $"on {held.Interface}" : "-";

    private static string Runs(bool runs) => runs ? "runs" : "DOWN";

    private static string Answers(NodeStatus node) => string.Join(", ", node.Vips.Select(v => v.HttpStatus switch { null => "no curl", 0 => "no answer", var code => $"{code}" }));
}
