using System.Globalization;
using HaControlPlane.Probing.Drills;

namespace HaControlPlane.Cli.Output;

/// <summary>What a drill showed, for people: figures a line each, the sentence last.</summary>
internal static class DrillText
{
    public static void Write(TextWriter writer, DrillReport report)
    {
        writer.WriteLine($"requests         {report.Samples.Count}, {report.Failed} failed");
        writer.WriteLine($"longest outage   {Text(report.LongestOutage)}{(report.WorstCase is { } worst ? $", the model allows {Text(worst)}" : "")}");
        writer.WriteLine($"new holder       {(report.TimeToNewHolder is { } moved ? $"after {Text(moved)}" : "none, the VIP stayed")}");
        writer.WriteLine($"{report.Node,-15}  {(report.TimeToReturn is { } back ? $"well again {Text(back)} after the fault was taken back" : "NOT well again")}");
        writer.WriteLine($"long connection  {(report.LongConnectionCuts == 0 ? "lived" : $"cut {report.LongConnectionCuts} time(s), {Text(report.LongConnectionGap)} without an answer")}");
        if (report.Error is { } error)
        {
            ReportText.Errors(Console.Error, [error]);
        }

        writer.WriteLine(report is { Error: null, WithinModel: true } ? Style.Good(report.Sentence) : Style.Bad(report.Sentence));
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
