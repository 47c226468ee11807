using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HaControlPlane.Completers;

/// <summary>Topology files, which are YAML, and the folders on the way to them; every file where there is no YAML.</summary>
internal sealed class TopologyFileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Quietly(() =>
        {
            var all = CompletionCompleters.CompleteFilename(wordToComplete).ToArray();
            var wanted = all.Where(r => r.ResultType == CompletionResultType.ProviderContainer || IsYaml(r.ListItemText)).ToArray();
            return wanted.Length > 0 ? wanted : all;
        });

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
