namespace HaControlPlane.Topology.Failover;

/// <summary>What an admin may expect of an endpoint when things break.</summary>
/// <param name="Estimates">The worst loss for each class of failure; empty where there is nothing to fail over to.</param>
/// <param name="Successions">Who is elected without these nodes where nobody holds the virtual IP, smallest sets first; none for the set of all.</param>
/// <param name="HolderStays">A holder that is well keeps the virtual IP, whoever would win an election.</param>
public sealed record FailoverForecast(IReadOnlyList<FailoverEstimate> Estimates, IReadOnlyList<FailoverOutcome> Successions, bool HolderStays)
{
    /// <summary>With more nodes than this only the loss of single ones is told: 62 sets are too many to read.</summary>
    private const int MaxNodesForEverySet = 5;

    /// <summary>The forecast of a topology.</summary>
    public static FailoverForecast For(ControlPlaneTopology topology)
    {
        var estimates = FailoverEstimate.For(topology);
        if (estimates.Count == 0)
        {
            return new([], [], false);
        }

        var model = new FailoverModel(topology);
        return new(estimates, topology.Nodes.Count > MaxNodesForEverySet
            ? [model.After(), .. topology.Nodes.Select(n => model.After(n.Name))]
            : [.. model.Outcomes().Where(o => o.Failed.Count < topology.Nodes.Count)], topology.LoadBalancer.Profile == LoadBalancerProfile.Fast);
    }
}
