namespace HaControlPlane.Topology.Yaml;

/// <summary>A mapping whose keys are distinct texts, in the order of the file.</summary>
/// <param name="Location">Where the mapping starts.</param>
/// <param name="Entries">Its entries.</param>
internal sealed record YamlMapping(SourceLocation Location, IReadOnlyList<YamlEntry> Entries)
    : YamlValue(Location, 1 + Entries.Sum(e => e.Value.Size), 1 + Entries.Select(e => e.Value.Height).DefaultIfEmpty().Max())
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The entry of a key, or null.</summary>
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);
}
