using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Failover;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp plan FILE</c>: what apply would do, as a diff for each node, and what to expect when things break. Nothing is left on the nodes.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var skip = CommonOptions.SkipPreflight();
        var replace = CommonOptions.ReplaceForeign();
        var command = Create(skip, replace);
        command.Options.Add(skip);
        command.Options.Add(replace);
        return command;
    }

    private static Command Create(Option<bool> skip, Option<bool> replace) => new NodeSession().Command("plan", "Show what apply would change on each node, and how long clients lose the API at worst when things break.", async (session, parsed, topology, transport, token) =>
    {
        StagedRollout staged;
        using (var events = session.Events(parsed))
        {
            var rollout = new LoadBalancerRollout(transport, session.Options(parsed) with { CompareOnly = true, Preflight = !parsed.GetValue(skip), ReplaceForeign = parsed.GetValue(replace) }, events);
            staged = await rollout.StageAsync(topology, token).ConfigureAwait(false);
        }

        var forecast = FailoverForecast.For(topology);
        if (session.IsJson(parsed))
        {
            Json.Write(Json.Object(("changes", staged.HasChanges), ("findings", staged.Findings.Select(Json.Of)), ("nodes", staged.Nodes.Select(Json.Of)), ("failover", Json.Of(forecast))));
        }
        else
        {
            FindingText.Write(Console.Error, staged.Findings.Where(f => f.Severity == FindingSeverity.Warning));
            PlanText.Write(Console.Out, staged);
            FailoverText.Write(Console.Out, forecast);
        }

        return staged.HasChanges ? ExitCode.Differences : ExitCode.Done;
    });
}
