namespace HaControlPlane.Cli.Output;

/// <summary>A number of things, for people.</summary>
internal static class Counted
{
    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Of(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
