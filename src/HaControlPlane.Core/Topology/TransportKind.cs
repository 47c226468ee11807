namespace HaControlPlane.Topology;

/// <summary>What carries scripts to a node.</summary>
public enum TransportKind
{
    /// <summary>OpenSSH where this machine has a client that can do what the run needs, else SSH.NET.</summary>
    Auto,

    /// <summary>The system's OpenSSH client.</summary>
    OpenSsh,

    /// <summary>SSH.NET, in this process.</summary>
    SshNet,
}
