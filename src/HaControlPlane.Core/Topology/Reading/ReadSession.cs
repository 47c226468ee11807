using System.Globalization;

namespace HaControlPlane.Topology.Reading;

/// <summary>One reading of one file: what was found, where each part stands, and which keys the reader knows.</summary>
internal sealed class ReadSession(string file)
{
    /// <summary>The file's path as the caller gave it.</summary>
    public string File { get; } = file;

    /// <summary>The mistakes so far.</summary>
    public FindingList Findings { get; } = new();

    /// <summary>Dotted path to place, for rules that run later.</summary>
    public Dictionary<string, SourceLocation> Locations { get; } = new(StringComparer.Ordinal);

    /// <summary>The paths where a default stands because what was written could not be used.</summary>
    public HashSet<string> Unreadable { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Each section, such as <c>nodes[].ssh</c>, with the keys asked for in it and the words each allows (null: any).
    /// A test compares this with the JSON schema.
    /// </summary>
    public Dictionary<string, Dictionary<string, IReadOnlyCollection<string>?>> Shape { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The items of a list that could be used. The places of the others move behind theirs, so that <c>nodes[1]</c> is
    /// the second node of the topology and not of the file.
    /// </summary>
    public T[] Usable<T>(string list, IReadOnlyList<T?> items)
        where T : class
    {
        var order = Enumerable.Range(0, items.Count).OrderBy(i => items[i] is null).ToArray();
        if (!order.SequenceEqual(order.Order()))
        {
            var places = new int[order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                places[order[i]] = i;
            }

            var moved = Locations.Where(l => l.Key.StartsWith(list + "[", StringComparison.Ordinal)).ToArray();
            foreach (var (path, _) in moved)
            {
                Locations.Remove(path);
            }

            foreach (var (path, location) in moved)
            {
                Locations[Moved(path)] = location;
            }

            string[] unreadable = [.. Unreadable.Where(p => p.StartsWith(list + "[", StringComparison.Ordinal))];
            Unreadable.ExceptWith(unreadable);
            Unreadable.UnionWith(unreadable.Select(Moved));

            string Moved(string path)
            {
                var end = path.IndexOf(']', StringComparison.Ordinal);
                var index = int.Parse(path.AsSpan(list.Length + 1, end - list.Length - 1), CultureInfo.InvariantCulture);
                return $"{list}[{places[index]}{path[end..]}";
            }
        }

        return [.. items.OfType<T>()];
    }

    /// <summary>Adds what one reading rule found at a path, where a default stands from now on.</summary>
    public void Refuse(RuleInfo rule, SourceLocation location, string what, string? fix, string path)
    {
        Findings.Add(rule, location, what, fix, path);
        Unreadable.Add(path);
    }
}
