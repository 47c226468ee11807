namespace HaControlPlane.Topology.Failover;

/// <summary>What can break under the clients of the endpoint.</summary>
public enum FailureClass
{
    /// <summary>The node that holds the virtual IP is gone: power, link, kernel; or all of its processes stand still.</summary>
    HolderLost,

    /// <summary>haproxy on the holder was killed.</summary>
    BalancerKilled,

    /// <summary>haproxy on the holder takes connections and does not answer.</summary>
    BalancerHung,

    /// <summary>The same on a node that is starved of processor, memory or disk, where a late answer is no sign of a hung haproxy.</summary>
    BalancerHungStarved,

    /// <summary>keepalived on the holder ends in good order, and gives the address up.</summary>
    KeepalivedStopped,

    /// <summary>Every keepalived process of the holder was killed at once: nobody gives the address up.</summary>
    KeepalivedKilled,

    /// <summary>An API server was killed: connections to it are refused.</summary>
    ApiserverKilled,

    /// <summary>An API server answers 500.</summary>
    ApiserverFailing,

    /// <summary>An API server takes connections and does not answer.</summary>
    ApiserverHung,

    /// <summary>An API server's node is gone, and it is not the holder: connections to it are never answered.</summary>
    ApiserverUnreachable,

    /// <summary>All API servers were away and are back. Counted from their return.</summary>
    AllApiserversReturn,
}
