using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Which transport carries the scripts of a run, and why.</summary>
/// <param name="Kind">OpenSsh or SshNet, never Auto.</param>
/// <param name="Why">The reason, as the end of a sentence.</param>
public sealed record TransportChoice(TransportKind Kind, string Why)
{
    /// <summary>ssh -J came with it; an older client refuses options that every run gives.</summary>
    private static readonly Version Oldest = new(7, 3);

    /// <summary>SSH_ASKPASS_REQUIRE came with it: only so can a client without a terminal be told a password.</summary>
    private static readonly Version TakesPassword = new(8, 4);

    /// <summary>One sentence for the log.</summary>
    public override string ToString() => $"Scripts travel over {(Kind == TransportKind.OpenSsh ? "OpenSSH" : "SSH.NET")}: {Why}.";

    /// <summary>The choice of <see cref="TransportKind.Auto"/>.</summary>
    /// <param name="program">The client that was looked for.</param>
    /// <param name="client">What was found; null for nothing.</param>
    /// <param name="withPassword">Whether the run logs in with a password.</param>
    /// <param name="sharesLogins">Whether clients of this system can share a login.</param>
    internal static TransportChoice Between(string program, OpenSshClient? client, bool withPassword, bool sharesLogins) => client switch
    {
        null => SshNet(OpenSshClient.WhereNot(program)),
        { Version: null } => SshNet($"{client.Path} is not OpenSSH{(client.Banner.Length == 0 ? "" : $" but '{client.Banner}'")}"),
        _ when !sharesLogins => SshNet($"{client.Path} cannot share a login between scripts"),
        { Version: var version } when version < Oldest => SshNet($"{client.Path} is OpenSSH {version}, and {Oldest} or newer is needed"),
        { Version: var version } when withPassword && version < TakesPassword => SshNet(
            $"{client.Path} is OpenSSH {version}, which cannot be told a password; {TakesPassword} or newer can"),
        { Version: var version } => new(TransportKind.OpenSsh, $"{client.Path} is OpenSSH {version}"),
    };

    private static TransportChoice SshNet(string why) => new(TransportKind.SshNet, why);
}
