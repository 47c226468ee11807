namespace HaControlPlane.Topology.Reading;

/// <summary>Finds the key that somebody meant when writing another one.</summary>
internal static class NearestKey
{
    /// <summary>The candidate that takes the fewest single-letter edits, when those are at most a third of the word.</summary>
    public static string? Find(string written, IReadOnlyCollection<string> candidates)
    {
        if (written.Length > 64)
        {
            return null;
        }

        var nearest = candidates.MinBy(c => Distance(Fold(written), Fold(c)));
        return nearest is not null && Distance(Fold(written), Fold(nearest)) <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    /// <summary>Case and separators are what people mix up first: <c>auth_pass</c>, <c>VirtualRouterId</c>.</summary>
    private static string Fold(string key) =>
        key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Edits that turn one word into the other: a letter put in, left out, changed, or swapped with its neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
