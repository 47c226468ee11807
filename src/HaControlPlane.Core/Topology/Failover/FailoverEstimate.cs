namespace HaControlPlane.Topology.Failover;

/// <summary>How long clients can lose the API at worst when one thing breaks, by the numbers of the configuration.</summary>
/// <param name="Failure">What breaks.</param>
/// <param name="WorstCase">The longest loss the numbers allow; null when nothing would ever notice.</param>
/// <param name="Reason">The sum behind it, in words.</param>
/// <param name="Moves">The virtual IP goes to another node.</param>
/// <param name="Note">What stays wrong after that time and until when; null when nothing does.</param>
public sealed record FailoverEstimate(FailureClass Failure, TimeSpan? WorstCase, string Reason, bool Moves, string? Note = null)
{
    /// <summary>
    /// The estimates of a topology. They are a model with a margin for what it leaves out: scheduling, the announcement of the
    /// new holder, a client's next attempt. A drill measures the truth. Empty when this version does not hold the virtual IP
    /// with keepalived and haproxy, or there is one node only and so nothing to fail over to.
    /// </summary>
    public static IReadOnlyList<FailoverEstimate> For(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return topology.LoadBalancer.Kind != LoadBalancerKind.KeepalivedHaproxy || topology.Nodes.Count < 2
            ? []
            : new FailoverClock(VrrpSettings.For(topology), CheckTimings.For(topology), topology.LoadBalancer.RunAs).Estimates();
    }
}
