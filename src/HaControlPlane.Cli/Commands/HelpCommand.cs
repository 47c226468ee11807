using System.CommandLine;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp help [VERB]</c>: the same as <c>hacp [VERB] --help</c>.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var verb = new Argument<string?>("VERB") { Description = "The verb; all of them when left out.", Arity = ArgumentArity.ZeroOrOne };
        verb.CompletionSources.Add(_ => root.Subcommands.Select(c => new System.CommandLine.Completions.CompletionItem(c.Name)));
        var command = new Command("help", "Show what hacp, or one of its verbs, takes.") { verb };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(verb);
            if (name is null || root.Subcommands.Any(c => c.Name == name))
            {
                return root.Parse(name is null ? ["--help"] : [name, "--help"]).Invoke();
            }

            // Says what is wrong with it, and which verbs there are.
            root.Parse([name]).Invoke();
            return ExitCode.BadInput;
        });
        return command;
    }
}
