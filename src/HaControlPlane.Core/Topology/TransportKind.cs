namespace HaControlPlane.Topology;

/// <summary>What carries scripts to a node.</summary>
public enum TransportKind
{
    /// <summary>The system's OpenSSH client.</summary>
    OpenSsh,

    /// <summary>SSH.NET, in this process; not part of every build.</summary>
    SshNet,
}
