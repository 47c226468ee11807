namespace HaControlPlane.Probing.Drills;

/// <summary>What a drill breaks, where, for how long, and how it looks.</summary>
public sealed record DrillOptions
{
    /// <summary>What is broken.</summary>
    public required DrillFault Fault { get; init; }

    /// <summary>The name of the node; null for the one that holds the virtual IP.</summary>
    public string? Node { get; init; }

    /// <summary>How long the fault lasts before the node takes it back, in whole seconds. Default 10 s.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From one sample to the next. Default 10 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long one sample may take. Default 1 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the endpoint is sampled before the fault, so that the report shows what is usual. Default 1 s.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after the fault was taken back the node may need to be well again. Default 30 s.</summary>
    public TimeSpan ReturnWithin { get; init; } = TimeSpan.FromSeconds(30);
}
