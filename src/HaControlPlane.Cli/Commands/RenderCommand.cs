using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Errors;
using HaControlPlane.Rendering;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp render FILE -o DIR</c>: writes every node's files to DIR/NODE/absolute/path, without contacting anything.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var json = CommonOptions.Json();
        var output = new Option<string>("--output", "-o") { Description = "The folder to write to.", Required = true };
        var command = new Command("render", "Write the files each node would get; nothing is contacted.") { file, output, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(output), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string file, string output, bool json)
    {
        if (TopologyInput.ReadOrRefuse(file, json) is not { } topology)
        {
            return ExitCode.BadInput;
        }

        try
        {
            // All is rendered before anything is written: a refusal leaves no half of a tree.
            var files = topology.Nodes.SelectMany(n => NodeFiles.Render(topology, n)).ToArray();
            var written = files.Select(f => Write(f, output)).ToArray();
            if (json)
            {
                Json.Write(Json.Object(("files", files.Zip(written, (f, path) => Json.Object(("node", f.Node.Name), ("path", f.Path), ("mode", f.Mode), ("written", path))))));
            }
            else
            {
                Array.ForEach(written, Console.Out.WriteLine);
            }

            return ExitCode.Done;
        }
        catch (RenderException refused)
        {
            if (json)
            {
                Json.Write(Json.Object(("valid", false), ("findings", new[] { Json.Of(refused.Finding) })));
            }
            else
            {
                FindingText.Write(Console.Error, [refused.Finding]);
            }

            return ExitCode.BadInput;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            InputErrorText.Write(InputErrors.FileNotWritten, $"'{output}' was not written: {problem.Message}", "Choose another folder.");
            return ExitCode.BadInput;
        }
    }

    private static string Write(NodeFile file, string output)
    {
        var path = Path.Combine(output, file.Node.Name, file.Path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        var mode = (UnixFileMode)Convert.ToInt32(file.Mode, 8);
        if (!OperatingSystem.IsWindows())
        {
            // From its first byte: a password must not be readable for a moment.
            options.UnixCreateMode = mode;
        }

        using (var writer = new StreamWriter(path, options))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, mode);
            }

            writer.Write(file.Content);
        }

        return path;
    }
}
