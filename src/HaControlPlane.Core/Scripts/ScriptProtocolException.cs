namespace HaControlPlane.Scripts;

/// <summary>A node's output is not what our scripts write.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="raw">The text that came.</param>
public sealed class ScriptProtocolException(string message, string raw) : Exception($"{message} It wrote: {Shorten(raw)}")
{
    /// <summary>The text that came.</summary>
    public string Raw { get; } = raw;

    private static string Shorten(string text)
    {
        const int Enough = 300;
        var line = text.Trim().ReplaceLineEndings(" / ");
        return line.Length == 0 ? "nothing" : line.Length <= Enough ? line : line[..Enough] + "...";
    }
}
