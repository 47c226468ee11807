using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>How the OpenSSH client is used.</summary>
public sealed record OpenSshOptions
{
    /// <summary>The client program. Default <c>ssh</c>, found on PATH.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>The user to log in as on every node, whatever the topology says. Null: as the topology says.</summary>
    public string? User { get; init; }

    /// <summary>The password to log in with. Null: with keys alone. It travels on the client's standard input only.</summary>
    public Secret? Password { get; init; }

    /// <summary>The password sudo asks for. Null: the one to log in with, else sudo must not need one. It travels on standard input only.</summary>
    public Secret? BecomePassword { get; init; }

    /// <summary>Who logs in, for whatever transport.</summary>
    public NodeLogin Login => new() { User = User, Password = Password, BecomePassword = BecomePassword };

    /// <inheritdoc cref="NodeLogin.SudoPassword"/>
    internal Secret? SudoPassword => Login.SudoPassword;
}
