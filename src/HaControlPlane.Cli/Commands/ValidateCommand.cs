using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp validate FILE</c>: everything that is wrong with a topology, without contacting anything.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Check a topology file; nothing is contacted.") { file, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string file, bool json)
    {
        var input = TopologyInput.Read(file);
        if (json)
        {
            Json.Write(new { valid = input.Topology is not null, findings = input.Findings.Select(Json.Of) });
        }
        else
        {
            FindingText.Write(Console.Error, input.Findings);
            Console.Out.WriteLine($"{file}: {Count(FindingSeverity.Error, "error")}, {Count(FindingSeverity.Warning, "warning")}");
        }

        return input.Topology is null ? ExitCode.BadInput : ExitCode.Done;

        string Count(FindingSeverity severity, string word)
        {
            var count = input.Findings.Count(f => f.Severity == severity);
            return count == 1 ? $"1 {word}" : $"{count} {word}s";
        }
    }
}
