using System.Text.RegularExpressions;

namespace HaControlPlane.Nodes;

/// <summary>Reads the cause of a failed connection from what the OpenSSH client says on standard error.</summary>
internal static partial class SshFailure
{
    /// <summary>The cause, and the client's own words for it.</summary>
    public static (NodeErrorKind Kind, string Detail) Read(string stderr)
    {
        var kind = stderr switch
        {
            _ when Has("REMOTE HOST IDENTIFICATION HAS CHANGED") => NodeErrorKind.HostKeyChanged,
            _ when Has("REVOKED HOST KEY") => NodeErrorKind.HostKeyRevoked,
            _ when Has("host key is known for") || Has("Host key verification failed") => NodeErrorKind.HostKeyUnknown,
            _ when Has("Permission denied (") || Has("Too many authentication failures") => NodeErrorKind.AuthenticationRefused,
            _ when Has("timed out") || Has("Timeout, server") => NodeErrorKind.Unreachable,
            _ => NodeErrorKind.Unreachable,
        };
        return (kind, kind switch
        {
            NodeErrorKind.HostKeyChanged or NodeErrorKind.HostKeyUnknown or NodeErrorKind.HostKeyRevoked => Fingerprint(stderr),
            _ => LastWords(stderr),
        });

        bool Has(string words) => stderr.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What sudo or the shell says when the user cannot become root; null when it is about something else.</summary>
    public static string? ReadBecome(string stderr) =>
        BecomeWords().IsMatch(stderr) ? LastWords(stderr) : null;

    /// <summary>", it is ssh-ed25519 SHA256:..." where the client named the key, as it does when verbose or when it changed.</summary>
    private static string Fingerprint(string stderr)
    {
        var match = KeyWords().Match(stderr);
        return match.Success ? $", it is {match.Groups["type"].Value} {match.Groups["print"].Value}" : string.Empty;
    }

    /// <summary>The last line that is not the client's own chatter.</summary>
    public static string LastWords(string stderr)
    {
        var line = stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(l => !l.StartsWith("debug", StringComparison.Ordinal) && !l.StartsWith("Warning: Permanently", StringComparison.Ordinal)
                // Since 10.1 the client warns of servers whose key exchange a quantum computer could break.
                && !l.StartsWith("** ", StringComparison.Ordinal));
        return line?.TrimEnd('.') ?? "the SSH client gave no reason";
    }

    [GeneratedRegex(@"Server host key: (?<type>\S+) (?<print>SHA256:\S+)|for the (?<type>\S+) key sent by the remote host is\s+(?<print>SHA256:[^\s.]+)")]
    private static partial Regex KeyWords();

    [GeneratedRegex(@"^sudo:|password is required|incorrect password|not in the sudoers|not allowed to|sudo: not found", RegexOptions.Multiline)]
    private static partial Regex BecomeWords();
}
