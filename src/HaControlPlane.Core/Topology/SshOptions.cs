namespace HaControlPlane.Topology;

/// <summary>How a node is reached over SSH. Everything left null is the SSH client's own default or its configuration's.</summary>
public sealed record SshOptions
{
    /// <summary>The name or address to connect to. Null: the node's address.</summary>
    public string? HostName { get; init; }

    /// <summary>The user to log in as. Null: the SSH configuration's.</summary>
    public string? User { get; init; }

    /// <summary>The TCP port of the SSH server. Null: the SSH configuration's, else 22.</summary>
    public int? Port { get; init; }

    /// <summary>A private key file. Null: the agent's keys and the SSH configuration's.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The file of known host keys. Null: the SSH configuration's. Host keys are always checked.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>How the login user becomes root.</summary>
    public BecomeMethod Become { get; init; } = BecomeMethod.None;

    /// <summary>A jump host, <c>user@host:port</c>. Null: none, or the SSH configuration's.</summary>
    public string? Jump { get; init; }

    /// <summary>What carries scripts to the node. Default: OpenSSH where this machine has a client that will do, else SSH.NET.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Auto;

    /// <summary>An SSH client configuration file to use instead of the user's own.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Keep the connection for a minute after a command, so that the next one need not log in. Default true; never with a password.</summary>
    public bool KeepConnections { get; init; } = true;
}
