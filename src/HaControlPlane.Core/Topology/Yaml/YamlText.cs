namespace HaControlPlane.Topology.Yaml;

/// <summary>A scalar. It stays text: the key that reads it decides whether it must look like a number.</summary>
/// <param name="Location">Where the scalar starts.</param>
/// <param name="Text">The text, escapes resolved.</param>
/// <param name="IsPlain">True without quotes; only then can it mean "no value".</param>
internal sealed record YamlText(SourceLocation Location, string Text, bool IsPlain) : YamlValue(Location, 1, 1)
{
    /// <summary>YAML 1.2's spellings of "no value".</summary>
    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : "text";
}
