using System.Globalization;
using System.Text;

namespace HaControlPlane.Rollout;

/// <summary>The unified diff of two texts, as <c>diff -u</c> writes it.</summary>
public static class UnifiedDiff
{
    /// <summary>Unchanged lines shown around a change.</summary>
    private const int Context = 3;

    /// <summary>The diff; empty when the texts are equal. A null text is a file that is not there.</summary>
    /// <param name="path">The path for the header.</param>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="mask">What each line passes through before it is shown, after lines were compared.</param>
    public static string Create(string path, string? before, string? after, Func<string, string>? mask = null)
    {
        if (before == after)
        {
            return string.Empty;
        }

        var edits = Compare(Lines(before), Lines(after));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--- {(before is null ? "/dev/null" : path)}\n+++ {(after is null ? "/dev/null" : path)}\n");
        for (var i = 0; i < edits.Count;)
        {
            if (edits[i].Sign == ' ')
            {
                i++;
                continue;
            }

            i = Hunk(text, edits, i, mask ?? (line => line));
        }

        return text.ToString();
    }

    /// <summary>Writes the hunk around the change at <paramref name="first"/>; returns where to look for the next one.</summary>
    private static int Hunk(StringBuilder text, List<Edit> edits, int first, Func<string, string> mask)
    {
        var start = Math.Max(0, first - Context);
        var end = first;
        for (var quiet = 0; end < edits.Count && quiet <= 2 * Context; end++)
        {
            quiet = edits[end].Sign == ' ' ? quiet + 1 : 0;
        }

        while (end > first && edits[end - 1].Sign == ' ')
        {
            end--;
        }

        end = Math.Min(edits.Count, end + Context);
        var part = edits[start..end];
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(edits, start, part, '+')} +{Range(edits, start, part, '-')} @@\n");
        foreach (var edit in part)
        {
            text.Append(edit.Sign).Append(mask(edit.Line)).Append('\n');
        }

        return end;
    }

    private static string Range(List<Edit> all, int start, List<Edit> part, char other)
    {
        var count = part.Count(e => e.Sign != other);
        var line = all.Take(start).Count(e => e.Sign != other) + (count == 0 ? 0 : 1);
        return count == 1 ? Number(line) : $"{Number(line)},{Number(count)}";
    }

    /// <summary>Longest common subsequence by the textbook table: configuration files have hundreds of lines, not millions.</summary>
    private static List<Edit> Compare(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var edits = new List<Edit>();
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                edits.Add(new Edit(' ', before[i++]));
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(new Edit('-', before[i++]));
            }
            else
            {
                edits.Add(new Edit('+', after[j++]));
            }
        }

        return edits;
    }

    private static string[] Lines(string? text) => string.IsNullOrEmpty(text) ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Edit(char Sign, string Line);
}
