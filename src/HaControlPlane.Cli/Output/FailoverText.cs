using System.Globalization;
using HaControlPlane.Topology.Failover;

namespace HaControlPlane.Cli.Output;

/// <summary>What to expect when things break, for people: the worst loss of each, and who takes over.</summary>
internal static class FailoverText
{
    public static void Write(TextWriter writer, FailoverForecast forecast)
    {
        if (forecast.Estimates.Count == 0)
        {
            return;
        }

        writer.WriteLine("Without the API at worst, by the numbers of the profile:");
        foreach (var estimate in forecast.Estimates)
        {
            var time = estimate.WorstCase is { } worst ? string.Create(CultureInfo.InvariantCulture, $"{worst.TotalSeconds:0.00} s") : "for ever";
            writer.WriteLine($"  {time,8}  {Describe(estimate.Failure)}{(estimate.Moves ? "; the VIP moves" : "")}{(estimate.Note is { } note ? "; " + note : "")}");
        }

        writer.WriteLine(forecast.HolderStays ? "Who takes the VIP when its holder fails (one that is well keeps it):" : "Who holds the VIP:");
        foreach (var outcome in forecast.Successions)
        {
            var who = outcome.Holder is null ? "nobody" : outcome.IsDefect ? $"{outcome.Holder}, although it failed" : outcome.Holder;
            writer.WriteLine($"  {(outcome.Failed.Count == 0 ? forecast.HolderStays ? "of all" : "at first" : $"without {string.Join(" and ", outcome.Failed)}")}: {who}");
        }
    }

    private static string Describe(FailureClass failure) => failure switch
    {
        FailureClass.HolderLost => "the holder is lost",
        FailureClass.BalancerKilled => "haproxy on the holder is killed",
        FailureClass.BalancerHung => "haproxy on the holder hangs",
        FailureClass.BalancerHungStarved => "the same on a node starved of processor, memory or disk",
        FailureClass.KeepalivedStopped => "keepalived on the holder is stopped",
        FailureClass.KeepalivedKilled => "keepalived on the holder is killed",
        FailureClass.ApiserverKilled => "an API server is killed",
        FailureClass.ApiserverFailing => "an API server answers 500",
        FailureClass.ApiserverHung => "an API server hangs",
        FailureClass.ApiserverUnreachable => "an API server's node is gone",
        _ => "all API servers are back from an outage, after it",
    };
}
