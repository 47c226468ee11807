using System.Globalization;
using HaControlPlane.Topology;

namespace HaControlPlane.SshNet.Login;

/// <summary>Reads jump hosts as <c>ssh -J</c> does: <c>user@host:port</c>, commas between, the first first.</summary>
internal static class JumpText
{
    /// <summary>The last host on the way, and its options; those before it are its own way.</summary>
    /// <param name="text">The hosts.</param>
    /// <param name="beyond">The options of the host behind them: it has the same keys, known hosts and configuration.</param>
    public static (string Host, SshOptions Ssh) Last(string text, SshOptions beyond)
    {
        var comma = text.LastIndexOf(',');
        var last = text[(comma + 1)..].Trim();
        if (last.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase))
        {
            last = last["ssh://".Length..].TrimEnd('/');
        }

        var at = last.LastIndexOf('@');
        var place = last[(at + 1)..];
        var colon = place.LastIndexOf(':');
        // Colons without brackets are an IPv6 address's own.
        var hasPort = colon > place.LastIndexOf(']') && (place.Contains(']', StringComparison.Ordinal) || colon == place.IndexOf(':', StringComparison.Ordinal));
        return (
            (hasPort ? place[..colon] : place).Trim('[', ']'),
            beyond with
            {
                HostName = null,
                User = at > 0 ? last[..at] : null,
                Port = hasPort && int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null,
                Jump = comma < 0 ? null : text[..comma],
            });
    }
}
