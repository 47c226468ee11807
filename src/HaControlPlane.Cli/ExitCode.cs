namespace HaControlPlane.Cli;

/// <summary>What the shell gets to know.</summary>
internal static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>It was tried and failed; what was changed was put back.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the topology is wrong; nothing was contacted.</summary>
    public const int BadInput = 2;

    /// <summary>The nodes differ from the topology.</summary>
    public const int Differences = 3;
}
