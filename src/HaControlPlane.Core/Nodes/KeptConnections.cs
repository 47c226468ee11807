using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>
/// Connections that outlive a run for a while, by their control sockets. They are found again by everything that decides who
/// talks to whom, so that nobody ever gets the connection of another identity; and one that was opened with a password is never kept.
/// </summary>
internal static class KeptConnections
{
    /// <summary>How long after its last use. Long enough for a look, a thought and the next command.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <summary>What a connection that works takes for a word there and back, and more. After that a new one is opened.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(3);

    /// <summary>A path may have 104 bytes (sun_path, on macOS), and while it binds the client adds 17 of its own; then there is the number.</summary>
    private const int LongestPath = 104 - 17 - 3;

    /// <summary>So many clients that hang are left alone; then nothing is kept.</summary>
    private const int Places = 8;

    private static readonly Lazy<string?> Folder = new(FindFolder);

    /// <summary>The sockets' path without their numbers; null where nothing is to be kept.</summary>
    public static string? PathFor(ControlPlaneNode node, OpenSshOptions options)
    {
        if (!node.Ssh.KeepConnections || options.Password is not null || OperatingSystem.IsWindows() || Folder.Value is not { } folder)
        {
            return null;
        }

        var path = Path.Combine(folder, NameOf(node, options));
        return Encoding.UTF8.GetByteCount(path) <= LongestPath ? path : null;
    }

    /// <summary>The socket of a connection that works, or the place for a new one.</summary>
    /// <param name="kept">The path of <see cref="PathFor"/>.</param>
    /// <param name="alone">Where a connection goes that cannot be kept.</param>
    /// <param name="works">Whether the node answers over a connection.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<(string Socket, bool Joined)> FindAsync(
        string kept, string alone, Func<string, CancellationToken, Task<bool>> works, CancellationToken cancellationToken)
    {
        for (var number = 0; number < Places; number++)
        {
            var socket = string.Create(CultureInfo.InvariantCulture, $"{kept}.{number}");
            if (!File.Exists(socket))
            {
                return (socket, false);
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(AnswersWithin);
            try
            {
                if (await ControlSocket.IsHeldAsync(socket, limit.Token).ConfigureAwait(false) is false)
                {
                    File.Delete(socket);
                    return (socket, false);
                }

                if (await works(socket, limit.Token).ConfigureAwait(false))
                {
                    return (socket, true);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever hangs would take away the socket of another in its place when it goes on; so the next place.
            }
            catch (Win32Exception)
            {
                // There is no such client; logging in says so.
                return (alone, false);
            }
        }

        return (alone, false);
    }

    /// <summary>A digest of everything that decides who talks to whom, from where, and whom is trusted.</summary>
    internal static string NameOf(ControlPlaneNode node, OpenSshOptions options)
    {
        var ssh = node.Ssh;
        string?[] parts =
        [
            options.Program,
            options.User ?? ssh.User,
            ssh.HostName ?? node.Address.ToString(),
            ssh.Port?.ToString(CultureInfo.InvariantCulture),
            ssh.Jump,
            ssh.ConfigFile,
            Version(ssh.ConfigFile ?? InHome("config")),
            Version("/etc/ssh/ssh_config"),
            ssh.KeyFile,
            Version(ssh.KeyFile),
            ssh.KnownHosts,
            Version(ssh.KnownHosts ?? InHome("known_hosts")),
            Environment.GetEnvironmentVariable("SSH_AUTH_SOCK"),
            // Another network: the same address is another machine there.
            File.ResolveLinkTarget("/proc/self/ns/net", returnFinalTarget: false)?.Name,
        ];
        var text = string.Join('\0', parts.Select(p => p is null ? "-" : "+" + p));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12)).ToLowerInvariant();
    }

    private static string InHome(string name) => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", name);

    /// <summary>A key, trusted hosts or a configuration that was changed since is another one.</summary>
    private static string? Version(string? file)
    {
        var info = file is null ? null : new FileInfo(file);
        return info is { Exists: true } ? string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks} {info.Length}") : null;
    }

    private static string? FindFolder()
    {
        // root's, below a folder in which only root can make one; whatever the environment of who became root says.
        string[] parents = Environment.IsPrivilegedProcess ? ["/var/run"] : [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? "", Path.GetTempPath()];
        return parents.Where(Directory.Exists)
            .Select(parent => Path.Combine(parent, "hacp-" + Environment.UserName))
            .FirstOrDefault(IsOurs);
    }

    /// <summary>Makes a folder for us alone, or finds it: a folder, no link to one, ours, and closed to all others.</summary>
    internal static bool IsOurs(string path)
    {
        const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(path, Closed);
            var folder = new DirectoryInfo(path);
            if (folder.LinkTarget is not null)
            {
                return false;
            }

            // Nobody but the owner may set it, so that it can be set is the proof that it is ours. (root's stands where others make nothing.)
            File.SetUnixFileMode(path, Closed);
            return File.GetUnixFileMode(path) == Closed;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
