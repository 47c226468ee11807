using System.Collections.Concurrent;
using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.SshNet.Login;
using HaControlPlane.Topology;

namespace HaControlPlane.SshNet;

/// <summary>
/// Reaches nodes with SSH.NET, for machines that have no OpenSSH client, or one that cannot share connections or be told a
/// password. Host keys are checked as strictly, and each node gets one connection for the whole run.
/// </summary>
/// <param name="login">The user and the passwords.</param>
public sealed class SshNetTransport(NodeLogin login) : INodeTransport
{
    private readonly ConcurrentDictionary<(string Name, IPAddress Address, SshOptions Ssh), SshNetConnection> connections = new();
    private readonly PasswordLogin? password = login.Password is { } secret ? new PasswordLogin(secret) : null;

    /// <inheritdoc/>
    public async Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken)
    {
        var connection = connections.GetOrAdd((node.Name, node.Address, node.Ssh), _ => new SshNetConnection(node, login, password));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Closes every connection.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var connection in connections.Values)
        {
            connection.Dispose();
        }

        connections.Clear();
        password?.Dispose();
        return ValueTask.CompletedTask;
    }
}
