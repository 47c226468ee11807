using System.Text.RegularExpressions;

namespace HaControlPlane.Tests.Scripts;

/// <summary>
/// Finds assignments of node shell that reach beyond their function, and variables that a function finds at its caller. Reads the form that our own files have: a function's head and its
/// closing brace stand at the beginning of a line, and <c>local</c> is a statement of its own.
/// </summary>
internal static partial class ShellVariables
{
    /// <summary>Shared names without a module's prefix.</summary>
    private static readonly string[] Plain = ["state", "tx", "nl", "drill", "PATH"];

    /// <summary>What is wrong in a file, a line each.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="source">Its text.</param>
    /// <param name="others">What other files share.</param>
    public static IReadOnlyList<string> FlawsIn(string name, string source, IReadOnlySet<string>? others = null)
    {
        var lines = source.Split('\n');
        var shared = SharedIn(source);
        var flaws = shared.Where(s => !Plain.Contains(s) && !s.Contains('_', StringComparison.Ordinal))
            .Select(s => $"{name}: shared '{s}' has no prefix").ToList();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Head().Match(lines[i]) is not { Success: true } head)
            {
                flaws.AddRange(AssignedIn(lines[i]).Where(v => !shared.Contains(v)).Select(v => $"{name}:{i + 1}: '{v}' is not named as shared in the header"));
                continue;
            }

            var first = i;
            while (head.Groups["open"].Success && lines[i] != "}")
            {
                i++;
            }

            var body = Blank(string.Join('\n', lines[first..(i + 1)].Select(l => Comment().IsMatch(l) ? "" : l))).Split('\n');
            var own = body.SelectMany(l => Local().Matches(l)).SelectMany(m => m.Groups["names"].Value.Split(' ')).ToHashSet(StringComparer.Ordinal);
            flaws.AddRange(own.Where(v => shared.Contains(v) && v != "tx").Select(v => $"{name}:{first + 1}: '{v}' is shared and local"));
            for (var j = 0; j < body.Length; j++)
            {
                flaws.AddRange(AssignedIn(body[j]).Where(v => !own.Contains(v) && !shared.Contains(v)).Select(v => $"{name}:{first + j + 1}: '{v}' is not local"));
                flaws.AddRange(ReadIn(body[j]).Where(v => !own.Contains(v) && !shared.Contains(v) && others?.Contains(v) is not true)
                    .Select(v => $"{name}:{first + j + 1}: '{v}' is its caller's"));
            }
        }

        return flaws;
    }

    /// <summary>The names in a header's paragraphs that begin with <c># Shared:</c> and end with a full stop.</summary>
    public static IReadOnlySet<string> SharedIn(string source) =>
        SharedParagraph().Matches(source).SelectMany(m => Name().Matches(m.Groups["names"].Value)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> AssignedIn(string line)
    {
        if (Comment().IsMatch(line))
        {
            return [];
        }

        var assigned = Assignment().Matches(line).SelectMany(m => m.Groups["name"].Captures).Select(c => c.Value);
        var looped = Loop().Matches(line).Select(m => m.Groups["name"].Value);
        var read = Reading().Matches(line).SelectMany(m => m.Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return assigned.Concat(looped).Concat(read).Where(v => v != "_").Distinct(StringComparer.Ordinal);
    }

    /// <summary>The names that are looked up; those with the prefix hacp come from the script that C# makes.</summary>
    private static IEnumerable<string> ReadIn(string line) => Comment().IsMatch(line)
        ? []
        : Use().Matches(line).Select(m => m.Groups["name"].Value).Where(v => !v.StartsWith("hacp_", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    /// <summary>Without what stands in single quotes, which is other programs' text, and without words in double quotes that look like code.</summary>
    private static string Blank(string body) =>
        Sentence().Replace(SingleQuoted().Replace(EscapedQuote().Replace(body, " "), m => new string('\n', m.Value.Count(c => c == '\n'))), "\"\"");

    [GeneratedRegex(@"^[a-z_0-9]+\(\) \{(?<open>( #.*)?$)?")]
    private static partial Regex Head();

    [GeneratedRegex(@"\blocal (?<names>[A-Za-z_0-9]+( [A-Za-z_0-9]+)*)")]
    private static partial Regex Local();

    // What comes before read, as in IFS= read, holds for that one command.
    [GeneratedRegex(@"(^|[;&|(){!]|\b(then|do|else|if|while|elif)\b)\s*((?<name>[a-z_][a-z_0-9]*|PATH|IFS)=\S*\s+)*(?<name>[a-z_][a-z_0-9]*|PATH|IFS)=(?!\S*\s+(-r\s+)?read\b)(?!\s*(-r\s)?read\b)")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(^|[;&|(){!]|\b(then|do|else)\b)\s*for (?<name>[a-z_][a-z_0-9]*)(;| in |$)")]
    private static partial Regex Loop();

    [GeneratedRegex(@"(^|[;&|(){!]|\b(then|do|else|if|while)\b|=\S*)\s*read (-r )?(?<names>[a-z_][a-z_0-9]*( [a-z_][a-z_0-9]*)*)")]
    private static partial Regex Reading();

    [GeneratedRegex(@"\$\{?#?(?<name>[a-z_][a-z_0-9]*)")]
    private static partial Regex Use();

    [GeneratedRegex(@"^# Shared: (?<names>[^.]*)\.", RegexOptions.Multiline)]
    private static partial Regex SharedParagraph();

    [GeneratedRegex("[A-Za-z_][A-Za-z_0-9]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\\['""]")]
    private static partial Regex EscapedQuote();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex SingleQuoted();

    [GeneratedRegex(@"""[^""$`]*""")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\s*#")]
    private static partial Regex Comment();
}
