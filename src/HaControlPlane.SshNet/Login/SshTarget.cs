using HaControlPlane.SshNet.Files;
using HaControlPlane.Topology;

namespace HaControlPlane.SshNet.Login;

/// <summary>Where to log in and how: what the topology says, filled up from the SSH client's configuration and its defaults.</summary>
internal sealed record SshTarget
{
    private const int DefaultPort = 22;

    /// <summary>The keys that OpenSSH tries when none is named, less those of hardware, which only the agent can use.</summary>
    private static readonly string[] DefaultKeys = ["id_rsa", "id_ecdsa", "id_ed25519"];

    /// <summary>The name or address to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The name under which the host's key is known; null: host and port.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>The files of known hosts.</summary>
    public required IReadOnlyList<string> KnownHostsFiles { get; init; }

    /// <summary>Private keys to try, those of the agent apart.</summary>
    public required IReadOnlyList<string> KeyFiles { get; init; }

    /// <summary>Whether the agent's keys other than these stay out.</summary>
    public required bool OnlyKeyFiles { get; init; }

    /// <summary>The agent's socket; null for none.</summary>
    public string? Agent { get; init; }

    /// <summary>Hosts on the way, the first first; null for none.</summary>
    public string? Jump { get; init; }

    /// <summary>The target of a name and its options.</summary>
    /// <exception cref="ConfigurationException">The configuration asks for what this transport does not do.</exception>
    public static SshTarget Of(string name, SshOptions ssh)
    {
        var said = ConfigurationFile.Read(name, ssh.User, ssh.ConfigFile);
        var user = ssh.User ?? said.User ?? Environment.UserName;
        var host = said.HostName?.Replace("%h", name, StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal) ?? name;
        var port = ssh.Port ?? said.Port ?? DefaultPort;
        var jump = ssh.Jump ?? NoneAsNull(said.ProxyJump);
        Refuse(jump is null && NoneAsNull(said.ProxyCommand) is not null, $"ProxyCommand for {name}");
        Refuse(NoneAsNull(said.RevokedHostKeys) is not null, $"RevokedHostKeys for {name}");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] named = [.. ssh.KeyFile is { } own ? [own] : said.IdentityFiles.Where(f => f != "none").Select(Expand)];
        return new SshTarget
        {
            Host = host,
            Port = port,
            User = user,
            KeyAlias = said.HostKeyAlias,
            KnownHostsFiles = ssh.KnownHosts is { } known ? [known] : [.. KnownHostsOf(said, home).Where(f => f != "none").Select(Expand)],
            KeyFiles = named.Length > 0 ? named : [.. DefaultKeys.Select(k => Path.Join(home, ".ssh", k))],
            OnlyKeyFiles = ssh.KeyFile is not null || said.IdentitiesOnly,
            Agent = AgentOf(said.IdentityAgent, Expand),
            Jump = jump,
        };

        string Expand(string path) => Tokens.Expand(path, home, host, user);
    }

    private static IEnumerable<string> KnownHostsOf(ClientConfiguration said, string home) =>
    [
        .. said.UserKnownHostsFile ?? [Path.Join(home, ".ssh", "known_hosts"), Path.Join(home, ".ssh", "known_hosts2")],
        .. said.GlobalKnownHostsFile ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"],
    ];

    private static string? AgentOf(string? said, Func<string, string> expand) => said switch
    {
        null or "SSH_AUTH_SOCK" => Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 } socket ? socket : null,
        "none" => null,
        ['$', .. var variable] => Environment.GetEnvironmentVariable(variable.Trim('{', '}')),
        _ => expand(said),
    };

    private static string? NoneAsNull(string? said) => "none".Equals(said, StringComparison.OrdinalIgnoreCase) ? null : said;

    private static void Refuse(bool when, string what)
    {
        if (when)
        {
            throw new ConfigurationException(what);
        }
    }
}
