using System.Globalization;
using System.Net;

namespace HaControlPlane.Probing.Drills;

/// <summary>A drill's report as one HTML file that needs nothing else: figures, a timeline, what happened, every outage.</summary>
public static class DrillPage
{
    /// <summary>The page.</summary>
    public static string Write(DrillReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Drill: {{Text(DrillFaults.Word(report.Fault))}} on {{Text(report.Node)}}</title>
            <style>
            :root { color-scheme: light dark; --ink: #1c2330; --quiet: #667; --line: #ccd; --good: #2a8f5c; --bad: #c8372d; --band: #c8372d22; --bar: #4a6fa5; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --quiet: #99a; --line: #445; --good: #4cc38a; --bad: #ff6b5e; --band: #ff6b5e2b; --bar: #7da2d9; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; margin-bottom: .2rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
            dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; }
            dt { color: var(--quiet); font-size: .85rem; } dd { margin: 0; font-size: 1.25rem; }
            table { border-collapse: collapse; } td, th { padding: .15rem 1rem .15rem 0; text-align: left; vertical-align: top; }
            td.n { text-align: right; font-variant-numeric: tabular-nums; }
            svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
            </style>
            </head>
            <body>
            <h1>{{Text(report.Sentence)}}</h1>
            <p>{{Text(report.Topology)}}, {{Text(report.Endpoint)}}, {{report.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}} UTC. A new
            connection every {{Ms(report.Interval)}}, one long-lived connection beside it.</p>
            <dl>
            <div><dt>longest outage</dt><dd>{{Ms(report.LongestOutage)}}</dd></div>
            <div><dt>the model allows</dt><dd>{{(report.WorstCase is { } worst ? Ms(worst) : "-")}}</dd></div>
            <div><dt>failed requests</dt><dd>{{report.Failed}} of {{report.Samples.Count}}</dd></div>
            <div><dt>new holder after</dt><dd>{{(report.TimeToNewHolder is { } moved ? Ms(moved) : "the VIP stayed")}}</dd></div>
            <div><dt>well again after</dt><dd>{{(report.TimeToReturn is { } back ? Ms(back) : "not in time")}}</dd></div>
            <div><dt>long connection</dt><dd>{{(report.LongConnectionCuts == 0 ? "lived" : $"cut, {Ms(report.LongConnectionGap)}")}}</dd></div>
            </dl>
            <h2>Timeline</h2>
            {{DrillPicture.Write(report)}}
            <h2>What happened</h2>
            <table>
            {{string.Join('\n', report.Events.Select(e => $"<tr><td class=\"n\">{Seconds(e.At)}</td><td>{Text(e.What)}</td></tr>"))}}
            </table>
            <h2>Outages</h2>
            {{Outages(report)}}
            </body>
            </html>

            """;
    }

    private static string Outages(DrillReport report) => report.Outages.Count == 0
        ? "<p>None.</p>"
        : $"<table>\n<tr><th>at</th><th>length</th><th>requests</th><th>why</th></tr>\n{string.Join('\n', report.Outages.Select(o => $"<tr><td class=\"n\">{Seconds(o.From)}</td><td class=\"n\">{Ms(o.Length)}</td><td class=\"n\">{o.Failed}</td><td>{Why(report, o)}</td></tr>"))}\n</table>";

    private static string Why(DrillReport report, DrillOutage outage) => Text(string.Join(", ", report.Samples
        .Where(s => !s.Ok && s.At >= outage.From && s.At <= outage.To)
        .GroupBy(s => s.Problem!).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}")));

    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
