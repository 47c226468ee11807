namespace HaControlPlane.Topology;

/// <summary>The timings of the election's lease, in seconds. Null: the version's own.</summary>
public sealed record KubeVipLease
{
    /// <summary>How long others wait for a silent holder before they take over.</summary>
    public int? Duration { get; init; }

    /// <summary>How long the holder tries to renew before it gives up.</summary>
    public int? RenewDeadline { get; init; }

    /// <summary>How long it waits between two tries.</summary>
    public int? RetryPeriod { get; init; }
}
