namespace HaControlPlane.Topology.Failover;

/// <summary>How long clients can lose the API at worst when one thing breaks, by the numbers of the configuration.</summary>
/// <param name="Failure">What breaks.</param>
/// <param name="WorstCase">The longest loss the numbers allow; null when nothing would ever notice.</param>
/// <param name="Reason">The sum behind it, in words.</param>
public sealed record FailoverEstimate(FailureClass Failure, TimeSpan? WorstCase, string Reason)
{
    /// <summary>
    /// The estimates of a topology. They are a model, not a measurement: they leave out scheduling, ARP caches, and how
    /// long a client itself takes to connect again. A drill measures the truth. Empty when this version does not hold the
    /// virtual IP with keepalived and haproxy, or there is one node only and so nothing to fail over to.
    /// </summary>
    public static IReadOnlyList<FailoverEstimate> For(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return topology.LoadBalancer.Kind != LoadBalancerKind.KeepalivedHaproxy || topology.Nodes.Count < 2
            ? []
            : new FailoverClock(VrrpSettings.For(topology), CheckTimings.For(topology)).Estimates();
    }
}
