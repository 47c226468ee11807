namespace HaControlPlane.Nodes;

/// <summary>
/// Options on the client's command line, whose values win over every configuration file: those that the user's own configuration
/// may set for terminals and that would take our input away, add to our output, hide a reason, or let a client go on without us.
/// What names hosts, users, keys, proxies and algorithms is left to the user.
/// </summary>
internal static class ClientOptions
{
    /// <summary>The oldest client for which all of these are known: what is assumed of one that does not name its version.</summary>
    public static readonly Version Assumed = new(8, 7);

    /// <summary>The options of every login. An older client refuses one that it does not know, so each has the version that brought it.</summary>
    public static IReadOnlyList<(string Option, Version Since)> All { get; } =
    [
        ("BatchMode=yes", Always),
        ("StrictHostKeyChecking=yes", Always),
        // QUIET and FATAL hide why a login fails; DEBUG, VisualHostKey and LogVerbose write between what scripts write.
        ("LogLevel=INFO", Always),
        ("LogVerbose=none", new(8, 5)),
        ("VisualHostKey=no", Always),
        // The fingerprint in an error is to be the one that ssh-keygen -l shows.
        ("FingerprintHash=sha256", new(6, 8)),
        // Nothing of this machine is lent to a node.
        ("ForwardAgent=no", Always),
        ("ForwardX11=no", Always),
        ("ClearAllForwardings=yes", Always),
        ("Tunnel=no", Always),
        // The session is our command, with our input, for as long as we wait.
        ("RemoteCommand=none", new(7, 6)),
        ("SessionType=default", new(8, 7)),
        ("StdinNull=no", new(8, 7)),
        ("ForkAfterAuthentication=no", new(8, 7)),
        ("PermitLocalCommand=no", Always),
        ("EscapeChar=none", Always),
        ("ChannelTimeout=none", new(9, 6)),
        // 10 s: three SYN retries. More attempts would each take as long.
        ("ConnectTimeout=10", Always),
        ("ConnectionAttempts=1", Always),
        // A silent peer is given up after three of these: 15 s.
        ("ServerAliveInterval=5", Always),
        ("ServerAliveCountMax=3", Always),
    ];

    private static Version Always => new(0, 0);

    /// <summary>As arguments for a client of a version.</summary>
    public static IEnumerable<string> For(Version client) => All.Where(o => o.Since <= client).SelectMany(o => new[] { "-o", o.Option });
}
