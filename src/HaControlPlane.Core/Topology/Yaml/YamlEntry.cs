namespace HaControlPlane.Topology.Yaml;

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeyLocation">Where the key stands.</param>
/// <param name="Value">The value.</param>
internal sealed record YamlEntry(string Key, SourceLocation KeyLocation, YamlValue Value)
{
    /// <summary>Where a person looks for it: a scalar itself, but the key that opens a list or a mapping.</summary>
    public SourceLocation Location => Value is YamlText { IsNull: false } ? Value.Location : KeyLocation;
}
