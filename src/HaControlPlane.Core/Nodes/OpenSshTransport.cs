using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>
/// Reaches nodes with the system's OpenSSH client: its configuration, agent and jump hosts count, host keys are always
/// checked, and each node gets one connection for the whole run, which the next run may find still open.
/// </summary>
public sealed class OpenSshTransport(OpenSshOptions? options = null) : INodeTransport
{
    private readonly OpenSshOptions options = options ?? new();
    private readonly ConcurrentDictionary<(string Name, IPAddress Address, SshOptions Ssh), OpenSshConnection> connections = new();

    /// <summary>
    /// The folder of control sockets and jump configurations, ours alone. A socket's path may have about 100 bytes (sun_path, less the suffix
    /// the client adds while it binds), so the name is short.
    /// </summary>
    private readonly Lazy<DirectoryInfo> folder = new(() => Directory.CreateTempSubdirectory("hacp"));

    /// <summary>Where the sockets of its connections lie; null before the first one.</summary>
    internal string? Folder => folder.IsValueCreated ? folder.Value.FullName : null;
    private readonly Lazy<Task<OpenSshClient?>> client = new(() => OpenSshClient.FindAsync((options ?? new()).Program, CancellationToken.None));
    private int count;
    private PasswordLogin? login;

    /// <summary>The client of this machine; null where there is none.</summary>
    internal Task<OpenSshClient?> Client => client.Value;

    /// <summary>Clients of this system can share a login.</summary>
    internal static bool SharesLogins => !OperatingSystem.IsWindows();

    /// <inheritdoc/>
    public async Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken)
    {
        var connection = ConnectionTo(node);
        await connection.OpenAsync(script: null, cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScriptRecord>> RunAsync(ControlPlaneNode node, NodeScript script, CancellationToken cancellationToken) =>
        ConnectionTo(node).RunAsync(script, cancellationToken);

    /// <summary>Closes every connection, but for those that are kept for a while.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var connection in connections.Values)
        {
            connection.Dispose();
        }

        connections.Clear();
        login?.Dispose();
        if (folder.IsValueCreated && Directory.Exists(folder.Value.FullName))
        {
            folder.Value.Delete(recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private OpenSshConnection ConnectionTo(ControlPlaneNode node) => connections.GetOrAdd(
        (node.Name, node.Address, node.Ssh), _ => new OpenSshConnection(node, options, NextSocket(), KeptConnections.PathFor(node, options), JumpFile(node.Ssh), Login(), () => client.Value));

    /// <summary>Windows' client cannot share connections.</summary>
    private string? NextSocket() => !SharesLogins ? null : Path.Combine(folder.Value.FullName, NextName());

    private PasswordLogin? Login() => options.Password is not { } password ? null
        : LazyInitializer.EnsureInitialized(ref login, () => new PasswordLogin(password, folder.Value));

    private string? JumpFile(SshOptions ssh)
    {
        if (!JumpConfiguration.IsNeeded(ssh, options.Password is not null))
        {
            return null;
        }

        var path = Path.Combine(folder.Value.FullName, $"{NextName()}.conf");
        File.WriteAllText(path, JumpConfiguration.Text(ssh));
        return path;
    }

    private string NextName() => Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
}
