using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Errors;
using HaControlPlane.Probing.Drills;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp drill FILE --fault KIND</c>: breaks one thing of a healthy endpoint and measures what clients lose.</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var fault = new Option<string>("--fault") { Description = $"What to break: {string.Join(", ", DrillFaults.Words)}.", HelpName = "fault", Required = true };
        fault.AcceptOnlyFromAmong([.. DrillFaults.Words]);
        var node = new Option<string?>("--node") { Description = "On which node; the one that holds the VIP when left out." };
        var seconds = new Option<int>("--seconds") { Description = "After how many seconds the node takes it back by itself.", DefaultValueFactory = _ => 10 };
        var interval = new Option<int>("--interval-ms") { Description = "From one request to the next.", DefaultValueFactory = _ => 10 };
        var html = new Option<string?>("--html") { Description = "Write the report with its picture to this file." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before breaking it." };
        var session = new NodeSession();
        var command = session.Command("drill", "Break one thing of a healthy endpoint, measure what clients lose, and have the node take it back.", async (_, parsed, topology, transport, token) =>
        {
            var drill = await Drill.PrepareAsync(transport, topology, new DrillOptions
            {
                Fault = DrillFaults.Parse(parsed.GetRequiredValue(fault))!.Value,
                Node = parsed.GetValue(node),
                Lasts = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(seconds), 1, 600)),
                Interval = TimeSpan.FromMilliseconds(Math.Clamp(parsed.GetValue(interval), 1, 10_000)),
            }, token).ConfigureAwait(false);
            if (!parsed.GetValue(yes) && !Ask(drill, session.IsJson(parsed)))
            {
                return ExitCode.BadInput;
            }

            var report = await drill.RunAsync(new Progress<DrillEvent>(e => Console.Error.WriteLine($"{e.At.TotalSeconds,6:0.00} s  {e.What}")), token).ConfigureAwait(false);
            if (parsed.GetValue(html) is { } file)
            {
                await File.WriteAllTextAsync(file, DrillPage.Write(report), token).ConfigureAwait(false);
            }

            if (session.IsJson(parsed))
            {
                Json.Write(Json.Of(report));
            }
            else
            {
                DrillText.Write(Console.Out, report);
            }

            return report.Error is null ? ExitCode.Done : ExitCode.Failed;
        });
        command.Options.Add(fault);
        command.Options.Add(node);
        command.Options.Add(seconds);
        command.Options.Add(interval);
        command.Options.Add(html);
        command.Options.Add(yes);
        return command;
    }

    private static bool Ask(Drill drill, bool json)
    {
        if (json || Console.IsInputRedirected)
        {
            InputErrorText.Write(InputErrors.NobodyToAsk, $"{drill.Question}, and there is nobody to ask here; nothing was changed.", "Give --yes to do it.");
            return false;
        }

        Console.Out.Write($"{drill.Question}. Clients lose the API for {(drill.WorstCase is { } worst ? $"{worst.TotalSeconds:0.00} s at worst" : "an unknown time")}. Do it? [y/N] ");
        var answer = StandardInput.ReadLine();
        return answer is not null && answer.Trim().StartsWith('y');
    }
}
