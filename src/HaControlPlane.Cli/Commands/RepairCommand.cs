using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Rollout;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp repair FILE</c>: finishes or undoes what interrupted runs left on the nodes.</summary>
internal static class RepairCommand
{
    public static Command Create() => new NodeSession().Command("repair", "Finish or undo what interrupted runs left on the nodes.", async (session, parsed, topology, transport, token) =>
    {
        IReadOnlyList<RepairReport> reports;
        using (var events = session.Events(parsed))
        {
            reports = await RolloutRepair.RunAsync(transport, topology.Nodes, session.Options(parsed), events, token).ConfigureAwait(false);
        }

        if (session.IsJson(parsed))
        {
            Json.Write(Json.Object(("nodes", reports.Select(Json.Of))));
        }
        else
        {
            RepairText.Write(Console.Out, reports);
        }

        return reports.All(r => r.IsWhole) ? ExitCode.Done : ExitCode.Failed;
    });
}
