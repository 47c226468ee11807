using System.CommandLine;
using HaControlPlane.Cli;
using HaControlPlane.Cli.Commands;

var root = new RootCommand("Makes a Kubernetes API endpoint highly available on nodes reached by SSH: keepalived and haproxy from one topology file.")
{
    InitCommand.Create(),
    RenderCommand.Create(),
    ValidateCommand.Create(),
    PlanCommand.Create(),
    ApplyCommand.Create(),
    StatusCommand.Create(),
    DrillCommand.Create(),
    CompareCommand.Create(),
    RepairCommand.Create(),
    RemoveCommand.Create(),
    ExplainCommand.Create(),
    CompletionCommand.Create(),
    VersionCommand.Create(),
};
root.Subcommands.Add(HelpCommand.Create(root));
var parsed = root.Parse(args);
// Without a time limit Ctrl+C would end the process on the spot. The verbs take two seconds at most to leave; the rest is for a busy machine.
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(5) }).ConfigureAwait(false);
return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
