using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>
/// The client starts another client for a jump host and hands it the configuration file, but neither the key nor the
/// known hosts of the command line. So they go into a file, after the user's own, whose values win. And it must not ask for
/// a password: the one there is belongs to the node.
/// </summary>
internal static class JumpConfiguration
{
    /// <summary>
    /// There is a jump host, and the topology names a key or known hosts that it may need; or there is a password, and who knows
    /// whether the user's own configuration names a jump host.
    /// </summary>
    public static bool IsNeeded(SshOptions ssh, bool withPassword) => withPassword || ssh is { Jump: not null } and ({ KeyFile: not null } or { KnownHosts: not null });

    /// <summary>The configuration's text.</summary>
    public static string Text(SshOptions ssh)
    {
        // A file named with -F takes the place of both of the client's own.
        string[] own = ssh.ConfigFile is { } file ? [$"Include \"{file}\""] : ["Include ~/.ssh/config", "Include /etc/ssh/ssh_config"];
        string?[] lines =
        [
            .. own,
            "Match all",
            "BatchMode yes",
            "StrictHostKeyChecking yes",
            ssh.KeyFile is { } key ? $"IdentityFile \"{key}\"" : null,
            ssh.KnownHosts is { } known ? $"UserKnownHostsFile \"{known}\"" : null,
        ];
        return string.Concat(lines.OfType<string>().Select(l => l + "\n"));
    }
}
