namespace HaControlPlane.Nodes;

/// <summary>How a local process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of its standard output, as UTF-8.</param>
/// <param name="Error">All of its standard error.</param>
internal sealed record ProcessResult(int ExitCode, string Output, string Error);
