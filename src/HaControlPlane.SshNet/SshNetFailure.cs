using System.Net.Sockets;
using System.Text.RegularExpressions;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet;

/// <summary>Reads the cause of a failed connection from SSH.NET's exceptions, in OpenSSH's words where there are such.</summary>
internal static partial class SshNetFailure
{
    /// <summary>The words for an error.</summary>
    public static string Words(Exception problem) => problem switch
    {
        SocketException { SocketErrorCode: SocketError.TimedOut } or SshOperationTimeoutException => "Connection timed out",
        // Where no end point is appended to it.
        SocketException socket => new SocketException(socket.ErrorCode).Message,
        _ => problem.Message.Trim().TrimEnd('.'),
    };

    /// <summary>The ways to log in that a server takes, as the exception lists them.</summary>
    public static string[] Methods(SshAuthenticationException refused) =>
        MethodList().Match(refused.Message) is { Success: true } list ? list.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries) : [];

    /// <summary>Whether it was this way of logging in that was refused.</summary>
    public static bool IsRefusalOf(SshAuthenticationException refused, string method) =>
        refused.Message.StartsWith("Permission denied", StringComparison.Ordinal) && Methods(refused).Contains(method);

    /// <summary>Whether the server opened no channel, as it does for more sessions than it allows.</summary>
    public static bool IsNoSession(SshException refused) => refused.Message.Contains("open", StringComparison.OrdinalIgnoreCase) && refused.Message.Contains("channel", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\(([a-z0-9@.,-]+)\)")]
    private static partial Regex MethodList();
}
