using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using HaControlPlane.Cli.Output;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp version</c>: which build this is.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("version", "Say which build this is.") { json };
        command.SetAction(parsed =>
        {
            var build = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
            var commit = build.Length > 1 ? build[1] : null;
            if (parsed.GetValue(json))
            {
                Json.Write(Json.Object(("version", build[0]), ("commit", commit), ("runtime", RuntimeInformation.FrameworkDescription), ("system", RuntimeInformation.RuntimeIdentifier)));
            }
            else
            {
                Console.Out.WriteLine($"hacp {build[0]}{(commit is null ? "" : $", commit {commit[..Math.Min(10, commit.Length)]}")}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
