namespace HaControlPlane.Topology;

/// <summary>The file a topology was read from, and where in it each part stands.</summary>
/// <param name="File">The file's path as the caller gave it.</param>
/// <param name="Locations">Dotted path, such as <c>nodes[1].address</c>, to its place in the file.</param>
public sealed record TopologySource(string File, IReadOnlyDictionary<string, SourceLocation> Locations)
{
    /// <summary>
    /// The paths whose value could not be used, or whose key was misspelt: a default stands in the topology there. What follows from
    /// that default is no mistake of the file's author.
    /// </summary>
    internal IReadOnlySet<string> Unreadable { get; init; } = new HashSet<string>();

    /// <summary>The place of a path, or of its nearest ancestor that has one; null when there is none.</summary>
    public SourceLocation? Locate(string? path)
    {
        while (!string.IsNullOrEmpty(path))
        {
            if (Locations.TryGetValue(path, out var location))
            {
                return location;
            }

            var cut = path.LastIndexOfAny(['.', '[']);
            path = cut < 0 ? null : path[..cut];
        }

        return Locations.TryGetValue(string.Empty, out var root) ? root : null;
    }
}
