using HaControlPlane.Probing;

namespace HaControlPlane.Cli.Output;

/// <summary>The status of an endpoint outside the nodes: a line a connection, the verdict last.</summary>
internal static class ReachText
{
    public static void Write(TextWriter writer, EndpointStatus status)
    {
        var from = status.Checks.Max(c => Math.Max(4, c.From.Length));
        var target = status.Checks.Max(c => Math.Max(2, c.Target.Length));
        writer.WriteLine($"{"FROM".PadRight(from)}  {"WHAT",-9}  {"TO".PadRight(target)}  RESULT");
        foreach (var check in status.Checks)
        {
            var result = check.Ok switch { true => "ok", false => "FAILED", null => "not tried" };
            writer.WriteLine($"{check.From.PadRight(from)}  {check.What,-9}  {check.Target.PadRight(target)}  {result} {check.Detail}".TrimEnd());
        }

        ReportText.Errors(writer, status.Unreached);
        writer.WriteLine(status.Verdict == EndpointVerdict.Healthy ? Style.Good(status.Sentence) : Style.Bad(status.Sentence));
    }
}
