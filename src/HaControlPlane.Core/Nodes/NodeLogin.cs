using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Who logs in to nodes, beyond what the topology says.</summary>
public sealed record NodeLogin
{
    /// <summary>The user to log in as on every node, whatever the topology says. Null: as the topology says.</summary>
    public string? User { get; init; }

    /// <summary>The password to log in with. Null: with keys alone.</summary>
    public Secret? Password { get; init; }

    /// <summary>The password sudo asks for. Null: the one to log in with, else sudo must not need one. It travels on standard input only.</summary>
    public Secret? BecomePassword { get; init; }

    /// <inheritdoc cref="OpenSshOptions.LoginWithin"/>
    public TimeSpan LoginWithin { get; init; } = DefaultLoginWithin;

    /// <summary>The default of <see cref="LoginWithin"/>.</summary>
    internal static TimeSpan DefaultLoginWithin { get; } = TimeSpan.FromSeconds(45);

    /// <summary>The user's password, unless sudo was given one of its own.</summary>
    internal Secret? SudoPassword => BecomePassword ?? Password;
}
