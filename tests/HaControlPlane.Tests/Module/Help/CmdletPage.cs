using System.Text.RegularExpressions;

namespace HaControlPlane.Tests.Module.Help;

/// <summary>The page of a cmdlet in docs/cmdlets, in its parts.</summary>
internal sealed partial record CmdletPage(string Synopsis, IReadOnlyList<string> Description, IReadOnlyList<(string Title, string Code)> Examples, string Output)
{
    public static CmdletPage Read(string cmdlet)
    {
        var text = File.ReadAllText(RepositoryRoot.Combine("docs", "cmdlets", cmdlet + ".md"));
        var sections = Regex.Split(text, "^## ", RegexOptions.Multiline);
        // Behind the heading: the synopsis, the syntax between fences, the description.
        var head = sections[0][(sections[0].IndexOf('\n', StringComparison.Ordinal) + 1)..].Split("```");
        return new CmdletPage(
            Paragraphs(head[0]).First(),
            [.. Paragraphs(head[0]).Skip(1), .. Paragraphs(head.Length > 2 ? head[2] : "")],
            [.. Example().Matches(Section("Examples")).Select(m => (Plain(m.Groups[1].Value), m.Groups[2].Value.TrimEnd()))],
            Plain(Section("Output").Trim()));

        string Section(string name) => sections.FirstOrDefault(s => s.StartsWith(name + "\n", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";
    }

    /// <summary>Lines of a paragraph flow together; those of a table or a list do not.</summary>
    private static IEnumerable<string> Paragraphs(string text) => text
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(p => !p.StartsWith("| ", StringComparison.Ordinal))
        .SelectMany(p => Item().Split(p))
        .Select(p => Plain(p.Trim()))
        .Where(p => p.Length > 0);

    private static string Plain(string markdown) => Space().Replace(Link().Replace(markdown, "$1").Replace("`", "", StringComparison.Ordinal), " ");

    [GeneratedRegex(@"^### (.+)\n+(?:[^`]*?\n)*?```powershell\n([\s\S]*?)```", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\n(?=- |\d+\. )")]
    private static partial Regex Item();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
