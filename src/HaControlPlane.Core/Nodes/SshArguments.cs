using System.Globalization;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>The OpenSSH client's arguments for a node. Everything not said here is left to the client's configuration.</summary>
internal static class SshArguments
{
    /// <summary>
    /// What a reader of our standard input is for: a client that runs it, rather than nothing (-N), ends when we do, however we end.
    /// A command before it may have made that input non-blocking, as sudo does when it records a session: then cat fails where there
    /// is nothing to read yet, and is begun again. It succeeds at the input's end; 126 and more mean that there is no cat.
    /// </summary>
    private const string UntilWeEnd = "until cat >/dev/null 2>&1; do [ $? -lt 126 ] || exit; sleep 1; done";

    /// <summary>Follows the answer of a command that goes along with the login, with its exit code, on standard output and on standard error.</summary>
    public const string AnswerEnds = "@over";

    /// <summary>
    /// The one connection of a run: logs in and listens on the control socket for as long as we live. The login shell may be any that
    /// runs a command; a restricted one takes no path and no exec.
    /// </summary>
    /// <param name="client">The client's version.</param>
    /// <param name="node">The node.</param>
    /// <param name="command">What to run first; null for nothing.</param>
    /// <param name="socket">Where the control socket goes.</param>
    /// <param name="withPassword">Whether the client may ask for a password.</param>
    /// <param name="keep">How long the connection outlives us; null for not at all.</param>
    public static IEnumerable<string> Master(Version client, ControlPlaneNode node, string? command, string socket, bool withPassword, TimeSpan? keep) =>
        ["-M", "-S", socket, "-o", $"ControlPersist={(keep is { } time ? time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) : "no")}", .. withPassword ? WithPassword(node) : [], .. Connection(client, node), "--", Target(node), command is null ? $"env /bin/sh -c '{UntilWeEnd}'" : $"env /bin/sh -c {ShellQuote.Word($"{command}; c=$?; echo {AnswerEnds} $c; echo {AnswerEnds} $c >&2; {UntilWeEnd}")}"];

    /// <summary>
    /// A command over the open connection. Were the connection gone, the client would quietly open another of its own;
    /// the proxy command that always fails keeps it from that. It takes the place of a jump host; the client refuses both.
    /// </summary>
    public static IEnumerable<string> Over(Version client, ControlPlaneNode node, string socket, string command) =>
        ["-S", socket, "-o", "ControlMaster=no", "-o", "ProxyCommand=false", .. Connection(client, node with { Ssh = node.Ssh with { Jump = null } }), "--", Target(node), command];

    /// <summary>A command over a connection of its own, where the client cannot share one (Windows).</summary>
    public static IEnumerable<string> Alone(Version client, ControlPlaneNode node, string command) =>
        ["-o", "ControlMaster=no", "-o", "ControlPath=none", .. Connection(client, node), "--", Target(node), command];

    /// <summary>The same login again, talking: only so does the client name a host key that it does not know.</summary>
    public static IEnumerable<string> Verbose(Version client, ControlPlaneNode node) =>
        ["-v", "-o", "ControlMaster=no", "-o", "ControlPath=none", .. Connection(client, node), "--", Target(node), "true"];

    /// <summary>
    /// Of two values of an option the client takes the first. Keys of the agent are left out: each counts as a try, and the server
    /// allows few. A key that the topology names goes first, for servers that want both.
    /// </summary>
    private static string[] WithPassword(ControlPlaneNode node) =>
    [
        "-o", "BatchMode=no",
        "-o", "NumberOfPasswordPrompts=1",
        "-o", "PasswordAuthentication=yes",
        "-o", "KbdInteractiveAuthentication=yes",
        "-o", $"PreferredAuthentications={(node.Ssh.KeyFile is null ? "" : "publickey,")}password,keyboard-interactive",
    ];

    private static List<string> Connection(Version client, ControlPlaneNode node)
    {
        var ssh = node.Ssh;
        List<string> arguments =
        [
            "-T",
            .. ClientOptions.For(client),
        ];
        Add("-F", ssh.ConfigFile);
        Add("-i", ssh.KeyFile);
        Add("-l", ssh.User);
        Add("-p", ssh.Port?.ToString(CultureInfo.InvariantCulture));
        Add("-J", ssh.Jump);
        if (ssh.KeyFile is not null)
        {
            arguments.AddRange(["-o", "IdentitiesOnly=yes"]);
        }

        if (ssh.KnownHosts is { } known)
        {
            arguments.AddRange(["-o", $"UserKnownHostsFile=\"{known}\"", "-o", "GlobalKnownHostsFile=none"]);
        }

        return arguments;

        void Add(string option, string? value)
        {
            if (value is not null)
            {
                arguments.AddRange([option, value]);
            }
        }
    }

    /// <summary>The host after a double dash, so that no name can be taken for an option.</summary>
    private static string Target(ControlPlaneNode node) => node.Ssh.HostName ?? node.Address.ToString();
}
