namespace HaControlPlane.Topology.Yaml;

/// <summary>A value of a YAML document and the place where it starts.</summary>
/// <param name="Location">Where the value starts.</param>
/// <param name="Size">How many values it holds, itself included, with every alias counted as what it stands for.</param>
/// <param name="Height">How many levels of values it holds, itself included.</param>
internal abstract record YamlValue(SourceLocation Location, int Size, int Height)
{
    /// <summary>What the value is, in the words of a message: "text", "a list", "a mapping".</summary>
    public abstract string Kind { get; }
}
