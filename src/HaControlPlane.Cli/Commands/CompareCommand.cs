using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Rollout.Drift;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp compare FILE</c>: where the nodes differ from the topology, in files and in what really runs.</summary>
internal static class CompareCommand
{
    public static Command Create() => new NodeSession().Command("compare", "Show where the nodes differ from the topology: files, daemons, and what they run on.", async (session, parsed, topology, transport, token) =>
    {
        IReadOnlyList<Difference> differences;
        using (var events = session.Events(parsed))
        {
            differences = await LoadBalancerDrift.CompareAsync(transport, topology, session.Options(parsed), events, token).ConfigureAwait(false);
        }

        if (session.IsJson(parsed))
        {
            Json.Write(Json.Object(("drift", differences.Any(d => d.MattersToMeaning)), ("differences", differences.Select(Json.Of))));
        }
        else
        {
            DifferenceText.Write(Console.Out, differences);
        }

        return differences.Any(d => d.MattersToMeaning) ? ExitCode.Differences : ExitCode.Done;
    });
}
