using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp validate FILE</c>: everything that is wrong with a topology; nothing is contacted, unless <c>--live</c> looks at the nodes too.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var json = CommonOptions.Json();
        var verbose = CommonOptions.Verbose();
        var throttle = CommonOptions.Throttle();
        var login = new LoginOptions();
        var live = new Option<bool>("--live") { Description = "Look at the nodes too, with the rules that run before every rollout; nothing is changed there." };
        var command = new Command("validate", "Check a topology file; nothing is contacted without --live.") { file, live, json, verbose, throttle };
        login.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            if (parsed.GetValue(live) && !login.IsThere(parsed))
            {
                return ExitCode.BadInput;
            }

            var name = parsed.GetRequiredValue(file);
            var input = TopologyInput.Read(name);
            LiveCheck? check = null;
            if (parsed.GetValue(live) && input.Topology is { } topology)
            {
                using var events = new EventText(parsed.GetValue(verbose));
                await using var transport = login.Open(parsed, parsed.GetValue(verbose));
                check = await LiveCheck.RunAsync(transport, topology, new RolloutOptions { ThrottleLimit = Math.Max(1, parsed.GetValue(throttle)) }, events, token).ConfigureAwait(false);
            }

            return Tell(name, input, check, parsed.GetValue(json));
        });
        return command;
    }

    private static int Tell(string file, TopologyInput input, LiveCheck? live, bool json)
    {
        Finding[] findings = [.. input.Findings, .. live?.Findings ?? []];
        if (json)
        {
            Json.Write(Json.Object(("valid", input.Topology is not null), ("ready", live?.Passed), ("findings", findings.Select(Json.Of)), ("errors", live?.Unreached.Select(Json.Of))));
        }
        else
        {
            FindingText.Write(Console.Error, findings);
            ReportText.Errors(Console.Error, live?.Unreached ?? []);
            Console.Out.WriteLine($"{file}: {Count(FindingSeverity.Error, "error")}, {Count(FindingSeverity.Warning, "warning")}");
        }

        return input.Topology is null ? ExitCode.BadInput : live is null or { Passed: true } ? ExitCode.Done : ExitCode.Failed;

        string Count(FindingSeverity severity, string word) => Counted.Of(findings.Count(f => f.Severity == severity), word);
    }
}
