using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HaControlPlane.Completers;

/// <summary>The ids of errors and rules, each with its title.</summary>
internal sealed class ErrorIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Quietly(() => Suggestions.Of(ExplanationCatalogue.All.Select(e => e.Id), wordToComplete, id => ExplanationCatalogue.Find(id)!.Title));
}
