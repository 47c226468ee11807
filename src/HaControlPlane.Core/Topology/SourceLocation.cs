namespace HaControlPlane.Topology;

/// <summary>A place in a topology file.</summary>
/// <param name="File">The file's path as the caller gave it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record SourceLocation(string File, int Line, int Column)
{
    /// <summary>The form editors and terminals can click: <c>file:line:column</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
