namespace HaControlPlane.Nodes;

/// <summary>A line of a file that sets a kernel setting at boot.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Value">The value there.</param>
/// <param name="Wins">It is the line whose value is in force after a boot.</param>
public sealed record SysctlSetter(string File, int Line, string Value, bool Wins)
{
    /// <summary><c>FILE:LINE</c>.</summary>
    public override string ToString() => $"{File}:{Line}";
}
