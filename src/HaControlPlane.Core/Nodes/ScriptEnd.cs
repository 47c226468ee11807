namespace HaControlPlane.Nodes;

/// <summary>How a script's command ended on a node, whatever transport carried it.</summary>
/// <param name="Output">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
/// <param name="ExitCode">Its exit code; null where a signal ended it.</param>
/// <param name="Took">How long it ran.</param>
internal sealed record ScriptEnd(string Output, string Error, int? ExitCode, TimeSpan Took)
{
    /// <summary>A shell says 128 and the signal's number, which is at most 64, of a command that one ended.</summary>
    public bool ByASignal => ExitCode is null or (> 128 and <= 128 + 64);

    /// <summary>Nothing of it is a line that our scripts write.</summary>
    public bool HasNoRecord => !Output.Split('\n').Any(l => l.StartsWith('@'));

    /// <summary>Neither output nor error.</summary>
    public bool IsSilent => Output.Length == 0 && Error.Length == 0;
}
