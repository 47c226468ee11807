namespace HaControlPlane.Topology.Yaml;

/// <summary>A sequence.</summary>
/// <param name="Location">Where the sequence starts.</param>
/// <param name="Items">Its items in order.</param>
internal sealed record YamlList(SourceLocation Location, IReadOnlyList<YamlValue> Items)
    : YamlValue(Location, 1 + Items.Sum(i => i.Size), 1 + Items.Select(i => i.Height).DefaultIfEmpty().Max())
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}
