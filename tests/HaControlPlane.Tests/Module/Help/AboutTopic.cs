using System.Text;
using System.Text.RegularExpressions;

namespace HaControlPlane.Tests.Module.Help;

/// <summary>A page of docs as a topic for Get-Help: plain text for a terminal of 80 columns.</summary>
internal static partial class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>The topics and the pages they are written from.</summary>
    public static IReadOnlyDictionary<string, string> Pages { get; } = new Dictionary<string, string>
    {
        ["about_HaControlPlane_Topology"] = "topology.md",
        ["about_HaControlPlane_Transactions"] = "transactions.md",
        ["about_HaControlPlane_Profiles"] = "profiles.md",
        ["about_HaControlPlane_Rules"] = "rules.md",
        ["about_HaControlPlane_Troubleshooting"] = "troubleshooting.md",
    };

    public static string FileOf(string topic) => RepositoryRoot.Combine("en-US", topic + ".help.txt");

    public static string Write(string topic)
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", Pages[topic]));
        var blocks = Comment().Replace(page, "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(b => b.Trim('\n')).Where(b => b.Length > 0).ToList();
        var text = new StringBuilder($"TOPIC\n{Indent}{topic}\n\nSHORT DESCRIPTION\n{Flow(Plain(blocks[1]).Split(". ")[0].TrimEnd('.') + ".", Indent, Indent)}\nLONG DESCRIPTION\n");
        foreach (var block in Whole(blocks.Skip(1)))
        {
            text.Append(Block(block)).Append('\n');
        }

        return $"{text}SEE ALSO\n{Indent}about_HaControlPlane\n";
    }

    /// <summary>A fence with empty lines in it is one block.</summary>
    private static IEnumerable<string> Whole(IEnumerable<string> blocks)
    {
        var open = "";
        foreach (var block in blocks)
        {
            open = open.Length == 0 ? block : $"{open}\n\n{block}";
            if (Regex.Count(open, "^```", RegexOptions.Multiline) % 2 == 0)
            {
                yield return open;
                open = "";
            }
        }
    }

    private static string Block(string block) => block switch
    {
        _ when block.StartsWith("```", StringComparison.Ordinal) => string.Concat(block.Split('\n')[1..^1].Select(l => $"{Indent}{Indent}{l}".TrimEnd() + "\n")),
        ['#', ..] => Flow(Plain(block.TrimStart('#').Trim()), "  ", Indent),
        ['|', ..] => Table([.. block.Split('\n').Select(Cells)]),
        _ when Item().IsMatch(block) => string.Concat(Regex.Split(block, @"\n(?=- |\* |\d+\. )").Select(i => Flow(Plain(i), Indent, Indent + "  "))),
        _ => Flow(Plain(block), Indent, Indent),
    };

    /// <summary>Of each row the first cell, and below it the others; with their headers where they are several.</summary>
    private static string Table(string[][] rows) => string.Concat(rows.Skip(2).Select(row =>
        Flow(row[0], Indent, Indent) + string.Concat(row.Skip(1).Select((cell, i) =>
            cell.Length == 0 ? "" : Flow(row.Length == 2 ? cell : $"{rows[0][i + 1]}: {cell}", Indent + Indent, Indent + Indent + "  ")))));

    private static string[] Cells(string row) => [.. row.Trim('|').Split(" | ").Select(c => Plain(c.Trim()))];

    private static string Flow(string text, string first, string rest)
    {
        var lines = new StringBuilder();
        var line = first;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + 1 + word.Length > Width && line.Trim().Length > 0)
            {
                lines.Append(line).Append('\n');
                line = rest;
            }

            line += line.Trim().Length == 0 ? word : $" {word}";
        }

        return line.Trim().Length == 0 ? "" : lines.Append(line).Append('\n').ToString();
    }

    private static string Plain(string markdown) => Space().Replace(Emphasis().Replace(Link().Replace(markdown, "$1"), "$1"), " ").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(- |\* |\d+\. )")]
    private static partial Regex Item();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![*\w])\*{1,2}([^*\s][^*]*?)\*{1,2}(?!\w)")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
