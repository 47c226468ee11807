using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Errors;

namespace HaControlPlane.Cli.Commands;

/// <summary><c>hacp explain ID...</c>: what an id means, why it matters and what to do; nothing is contacted.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "Ids such as HCP122 or NoSuchFile; capitals do not matter.", Arity = ArgumentArity.OneOrMore };
        ids.CompletionSources.Add(_ => ExplanationCatalogue.All.Select(e => new System.CommandLine.Completions.CompletionItem(e.Id)));
        var json = CommonOptions.Json();
        var command = new Command("explain", "Say what an error or a finding means, why it matters and what to do; nothing is contacted.") { ids, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(ids), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] ids, bool json)
    {
        var found = ids.Select(ExplanationCatalogue.Find).ToArray();
        foreach (var unknown in ids.Where((_, i) => found[i] is null))
        {
            InputErrorText.Write(
                InputErrors.NoSuchId,
                $"There is no id '{unknown}'.",
                ExplanationCatalogue.Nearest(unknown) is { } nearest ? $"Did you mean {nearest}?" : null);
        }

        Explanation[] explained = [.. found.OfType<Explanation>()];
        if (json)
        {
            Json.Write(Json.Object(("explanations", explained.Select(Json.Of))));
        }
        else
        {
            Console.Out.Write(string.Join("\n", explained.Select(Text)));
        }

        return explained.Length == ids.Length ? ExitCode.Done : ExitCode.BadInput;
    }

    private static string Text(Explanation about) => string.Concat(
        $"{about.Id} ({(about.About == "rule" ? $"a rule; {about.Severity.ToLowerInvariant()} where it is broken" : $"an error, {about.Severity}")})\n",
        $"  {(about.About == "rule" ? "must be: " : "what: ")}{about.Title}\n",
        about.Why is null ? "" : $"  why: {about.Why}\n",
        $"  fix: {about.Fix}\n",
        about.Reference is null ? "" : $"  read more: {about.Reference}\n");
}
