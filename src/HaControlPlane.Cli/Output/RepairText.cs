using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Cli.Output;

/// <summary>What a repair did, for people.</summary>
internal static class RepairText
{
    public static void Write(TextWriter writer, IReadOnlyList<RepairReport> reports)
    {
        foreach (var report in reports)
        {
            foreach (var settled in report.Settled)
            {
                writer.WriteLine($"{report.Node.Name}: transaction {settled.Id} {settled.Outcome}: {settled.Reason}");
            }

            if (report.LockedBy is { } holder)
            {
                writer.WriteLine($"{report.Node.Name}: held by {holder}; if that run is gone, repair again with --take-over");
            }
            else if (report.Error is null && report.Settled.Count == 0)
            {
                writer.WriteLine($"{report.Node.Name}: nothing to repair");
            }
        }

        ReportText.Errors(Console.Error, reports.Select(r => r.Error).OfType<NodeError>());
    }
}
