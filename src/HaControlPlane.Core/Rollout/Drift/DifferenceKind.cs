namespace HaControlPlane.Rollout.Drift;

/// <summary>In what a node differs from its topology.</summary>
public enum DifferenceKind
{
    /// <summary>A file's text means something else, or it is missing, or should not be there.</summary>
    File,

    /// <summary>A file's text differs in blanks, comments or the order of mapping keys only.</summary>
    Formatting,

    /// <summary>A kernel setting has another value right now.</summary>
    Sysctl,

    /// <summary>A static route is not in force, or leads another way.</summary>
    Route,

    /// <summary>A service or pod does not run, or would not run after a boot.</summary>
    Daemon,

    /// <summary>keepalived runs on other values than its file's.</summary>
    Keepalived,

    /// <summary>haproxy runs with other servers than its file's.</summary>
    Haproxy,

    /// <summary>The virtual IP is on no node, or on more than one.</summary>
    VirtualIP,
}
