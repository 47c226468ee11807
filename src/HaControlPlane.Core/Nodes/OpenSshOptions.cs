using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>How the OpenSSH client is used.</summary>
public sealed record OpenSshOptions
{
    /// <summary>The client program. Default <c>ssh</c>, found on PATH.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>
    /// How long connecting and logging in to a node may take. Default 45 s: ten to connect, and what a slow name service, PAM or directory
    /// takes. A wait for the password's turn among the nodes is not counted.
    /// </summary>
    public TimeSpan LoginWithin { get; init; } = NodeLogin.DefaultLoginWithin;

    /// <summary>The user to log in as on every node, whatever the topology says. Null: as the topology says.</summary>
    public string? User { get; init; }

    /// <summary>The password to log in with. Null: with keys alone. It travels on the client's standard input only.</summary>
    public Secret? Password { get; init; }

    /// <summary>The password sudo asks for. Null: the one to log in with, else sudo must not need one. It travels on standard input only.</summary>
    public Secret? BecomePassword { get; init; }

    /// <summary>Who logs in, for whatever transport.</summary>
    public NodeLogin Login => new() { User = User, Password = Password, BecomePassword = BecomePassword, LoginWithin = LoginWithin };

    /// <inheritdoc cref="NodeLogin.SudoPassword"/>
    internal Secret? SudoPassword => Login.SudoPassword;
}
