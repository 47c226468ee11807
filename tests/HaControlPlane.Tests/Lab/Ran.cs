namespace HaControlPlane.Tests.Lab;

/// <summary>How a program ended.</summary>
public sealed record Ran(int ExitCode, string Output, string Error, TimeSpan Took)
{
    /// <summary>Standard output without its last line end, of a program that must have succeeded.</summary>
    public string Text => ExitCode == 0 ? Output.TrimEnd('\n') : throw new InvalidOperationException($"It ended with {this}");

    public override string ToString() => $"exit code {ExitCode} after {Took.TotalSeconds:0.0} s\n{Output}\n{Error}";
}
