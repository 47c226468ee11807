using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Errors;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Commands;

/// <summary>What verbs that change nodes share: stage, ask, commit, report.</summary>
internal static class RolloutVerb
{
    public static Command Create(string name, string description, RolloutWords words, Func<LoadBalancerRollout, ControlPlaneTopology, CancellationToken, Task<StagedRollout>> stage, bool withPreflight = false)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before changing the nodes." };
        var undoAfter = new Option<int>("--undo-after")
        {
            Description = "After how many seconds without a word from here a node undoes its change by itself.",
            DefaultValueFactory = _ => (int)new RolloutOptions().UndoAfter.TotalSeconds,
        };
        var skip = CommonOptions.SkipPreflight();
        var replace = CommonOptions.ReplaceForeign();
        var session = new NodeSession();
        var command = session.Command(name, description, async (_, parsed, topology, transport, token) =>
        {
            using var events = session.Events(parsed);
            var options = session.Options(parsed) with { UndoAfter = TimeSpan.FromSeconds(Math.Max(5, parsed.GetValue(undoAfter))), Preflight = !parsed.GetValue(skip), AskFirst = true, ReplaceForeign = parsed.GetValue(replace) };
            var rollout = new LoadBalancerRollout(transport, options, events);
            var staged = await stage(rollout, topology, token).ConfigureAwait(false);
            events.Clear();
            if (!session.IsJson(parsed))
            {
                FindingText.Write(Console.Error, staged.Findings.Where(f => f.Severity == FindingSeverity.Warning));
            }

            if (staged.HasChanges && !parsed.GetValue(yes) && !Ask(staged, words, session.IsJson(parsed)))
            {
                await rollout.AbandonAsync(staged).ConfigureAwait(false);
                return ExitCode.BadInput;
            }

            var report = await rollout.CommitAsync(staged, token).ConfigureAwait(false);
            events.Clear();
            if (session.IsJson(parsed))
            {
                Json.Write(Json.Of(report));
            }
            else
            {
                ReportText.Write(Console.Out, report, words);
            }

            return report.Outcome is RolloutOutcome.Applied or RolloutOutcome.NothingToDo ? ExitCode.Done : ExitCode.Failed;
        });
        command.Options.Add(yes);
        command.Options.Add(undoAfter);
        if (withPreflight)
        {
            command.Options.Add(skip);
            command.Options.Add(replace);
        }

        return command;
    }

    private static bool Ask(StagedRollout staged, RolloutWords words, bool json)
    {
        if (json || Console.IsInputRedirected)
        {
            InputErrorText.Write(InputErrors.NobodyToAsk);
            return false;
        }

        PlanText.Write(Console.Out, staged);
        Console.Out.Write($"{words.Question} {staged.Nodes.Count(n => n.HasChanges)} of {staged.Nodes.Count} nodes? [y/N] ");
        var answer = StandardInput.ReadLine();
        return answer is not null && answer.Trim().StartsWith('y');
    }
}
