namespace HaControlPlane.Nodes;

/// <summary>What a node's keepalived is, as the kernel's addresses and haproxy on the node show it.</summary>
public enum KeepalivedState
{
    /// <summary>No keepalived runs.</summary>
    Absent,

    /// <summary>It holds a virtual IP.</summary>
    Master,

    /// <summary>It holds none and could take over.</summary>
    Backup,

    /// <summary>It holds none and may not: haproxy on the node does not serve.</summary>
    Fault,
}
