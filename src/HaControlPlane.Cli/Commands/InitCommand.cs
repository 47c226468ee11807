using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Errors;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Starting;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp init [FILE]</c>: writes a commented topology, from options or by asking on a terminal.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; - for standard output.", DefaultValueFactory = _ => "cluster.yaml" };
        var name = new Option<string?>("--name") { Description = "A DNS label for the topology. Default: prod." };
        var vip = new Option<string[]>("--vip") { Description = "The virtual IP; twice for one of each family." };
        var host = new Option<string?>("--host") { Description = "A DNS name for the endpoint; of an external load balancer its name or address." };
        var port = new Option<int?>("--port") { Description = "The port that clients connect to. Default: 8443, or 6443 for kube-vip." };
        var kind = new Option<string?>("--kind") { Description = $"{string.Join(", ", TopologyWords.Kinds.Keys)}. Default: keepalived-haproxy." };
        kind.AcceptOnlyFromAmong([.. TopologyWords.Kinds.Keys]);
        var runAs = new Option<string?>("--run-as") { Description = "service or static-pod. Default: static-pod." };
        runAs.AcceptOnlyFromAmong([.. TopologyWords.RunAs.Keys]);
        var @interface = new Option<string?>("--interface") { Description = "The interface of the virtual IP. Default: the one whose subnet holds it." };
        var node = new Option<string[]>("--node") { Description = "A control plane node, NAME=ADDRESS; once for each." };
        var user = new Option<string?>("--user") { Description = "The user to log in as. Default: the SSH configuration's." };
        var sudo = new Option<bool>("--sudo") { Description = "The user becomes root through sudo." };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var command = new Command("init", "Write a commented topology file to start from; nothing is contacted.") { file, name, vip, host, port, kind, runAs, @interface, node, user, sudo, force };
        command.SetAction(parsed =>
        {
            var starter = new StarterTopology
            {
                Name = parsed.GetValue(name) ?? new StarterTopology().Name,
                VirtualIPs = parsed.GetValue(vip) ?? [],
                Host = parsed.GetValue(host),
                Port = parsed.GetValue(port),
                Kind = parsed.GetValue(kind) is { } word ? TopologyWords.Kinds[word] : LoadBalancerKind.KeepalivedHaproxy,
                RunAs = parsed.GetValue(runAs) is { } way ? TopologyWords.RunAs[way] : RunAs.StaticPod,
                Interface = parsed.GetValue(@interface),
                Nodes = [.. (parsed.GetValue(node) ?? []).Select(NodeOf)],
                User = parsed.GetValue(user),
                Sudo = parsed.GetValue(sudo),
            };
            return Run(starter, parsed.GetRequiredValue(file), parsed.GetValue(name) is not null, parsed.GetValue(force));
        });
        return command;
    }

    private static int Run(StarterTopology starter, string file, bool named, bool force)
    {
        if (file != "-" && !force && (File.Exists(file) || Directory.Exists(file)))
        {
            InputErrorText.Write(InputErrors.FileExists, $"'{file}' is there already; nothing was written.");
            return ExitCode.BadInput;
        }

        if (StarterQuestions.AreOpen(starter))
        {
            if (Console.IsInputRedirected || file == "-")
            {
                InputErrorText.Write(InputErrors.StarterIncomplete);
                return ExitCode.BadInput;
            }

            if (new StarterQuestions(Console.In, Console.Out).Ask(starter, named) is not { } answered)
            {
                return ExitCode.BadInput;
            }

            starter = answered;
        }

        var name = file == "-" ? "cluster.yaml" : file;
        Finding[] errors = [.. starter.Findings(name).Where(f => f.Severity == FindingSeverity.Error)];
        if (errors.Length > 0)
        {
            FindingText.Write(Console.Error, errors);
            return ExitCode.BadInput;
        }

        return Write(file, starter.Write(name), force);
    }

    private static int Write(string file, string text, bool force)
    {
        if (file == "-")
        {
            Console.Out.Write(text);
            return ExitCode.Done;
        }

        try
        {
            using (var stream = new FileStream(file, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            }

            Console.Out.WriteLine($"{file} is written. Next: hacp validate {file}");
            return ExitCode.Done;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            InputErrorText.Write(InputErrors.FileNotWritten, $"'{file}' was not written: {problem.Message}", "Choose another path.");
            return ExitCode.BadInput;
        }
    }

    /// <summary>Without an equals sign the whole is the name, and the rules say what is missing.</summary>
    private static (string Name, string Address) NodeOf(string text) =>
        text.Split('=', 2) is [var name, var address] ? (name.Trim(), address.Trim()) : (text, "");
}
