namespace HaControlPlane.Rollout;

/// <summary>Reads the lines of unified diffs, for front ends that paint them.</summary>
public static class DiffLines
{
    /// <summary>Each line, without its end, and what it is. A removed line of dashes is none that names a file.</summary>
    public static IEnumerable<(string Text, DiffLineKind Kind)> Of(string diffs)
    {
        var lines = diffs.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("--- ", StringComparison.Ordinal) && i + 2 < lines.Length
                && lines[i + 1].StartsWith("+++ ", StringComparison.Ordinal) && lines[i + 2].StartsWith("@@ ", StringComparison.Ordinal))
            {
                yield return (lines[i++], DiffLineKind.Header);
                yield return (lines[i], DiffLineKind.Header);
                continue;
            }

            yield return (lines[i], lines[i] switch
            {
                ['@', ..] => DiffLineKind.Header,
                ['+', ..] => DiffLineKind.Added,
                ['-', ..] => DiffLineKind.Removed,
                _ => DiffLineKind.Context,
            });
        }
    }
}
