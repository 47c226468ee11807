namespace HaControlPlane.Topology.Failover;

/// <summary>What can break under the clients of the endpoint.</summary>
public enum FailureClass
{
    /// <summary>The node that holds the virtual IP is gone: power, link, kernel.</summary>
    HolderLost,

    /// <summary>haproxy on the holder was killed.</summary>
    BalancerKilled,

    /// <summary>The API server on the holder was killed: connections to it are refused.</summary>
    ApiserverKilled,

    /// <summary>The API server on the holder takes connections and does not answer.</summary>
    ApiserverHung,
}
