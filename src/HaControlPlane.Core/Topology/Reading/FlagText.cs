namespace HaControlPlane.Topology.Reading;

/// <summary>Reads true and false as YAML 1.2 has them. YAML 1.1's other words for them are refused: to most readers they are text.</summary>
internal static class FlagText
{
    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public static bool TryParse(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false";
    }
}
