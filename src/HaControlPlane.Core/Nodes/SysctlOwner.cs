namespace HaControlPlane.Nodes;

/// <summary>Whose a kernel setting on a node is.</summary>
public enum SysctlOwner
{
    /// <summary>Not ours: the distribution's, the admin's or the kernel's own.</summary>
    None,

    /// <summary>Set by itself, in no topology.</summary>
    Alone,

    /// <summary>Declared by the topology that is installed on the node.</summary>
    Topology,
}
