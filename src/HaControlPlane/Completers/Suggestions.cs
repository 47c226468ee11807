using System.Management.Automation;

namespace HaControlPlane.Completers;

/// <summary>From words to what the Tab key offers.</summary>
internal static class Suggestions
{
    /// <summary>The words that begin as typed, in order, each once, quoted where PowerShell needs it.</summary>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> words, string typed, Func<string, string> explain)
    {
        var pattern = WildcardPattern.Get(typed.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return words.Distinct(StringComparer.Ordinal).Where(pattern.IsMatch).Order(StringComparer.OrdinalIgnoreCase)
            .Select(w => new CompletionResult(Quoted(w), w, CompletionResultType.ParameterValue, explain(w)));
    }

    /// <summary>What <paramref name="ask"/> gives. The Tab key never throws.</summary>
    public static IReadOnlyList<CompletionResult> Quietly(Func<IEnumerable<CompletionResult>> ask)
    {
        try
        {
            return [.. ask()];
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
}
