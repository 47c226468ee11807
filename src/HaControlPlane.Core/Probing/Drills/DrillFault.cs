namespace HaControlPlane.Probing.Drills;

/// <summary>What a drill breaks.</summary>
public enum DrillFault
{
    /// <summary>The node hands the virtual IP over before it lets go, as for planned work: no request should fail.</summary>
    Drain,

    /// <summary>keepalived ends in good order.</summary>
    KeepalivedStop,

    /// <summary>Every keepalived process is killed at once: nobody gives the address up.</summary>
    KeepalivedKill,

    /// <summary>haproxy is killed.</summary>
    HaproxyKill,

    /// <summary>The API server is told to end; its kubelet starts it again.</summary>
    ApiserverStop,

    /// <summary>The API server stands still: it takes connections and does not answer.</summary>
    ApiserverHang,

    /// <summary>The interface of the virtual IP is taken down, and SSH with it where it uses the same.</summary>
    LinkDown,

    /// <summary>keepalived and haproxy, or kube-vip, and the API server stand still, while the kernel still answers for the node.</summary>
    Freeze,
}
