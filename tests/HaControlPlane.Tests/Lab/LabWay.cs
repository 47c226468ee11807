using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>A transport and the node it reaches.</summary>
internal sealed class LabWay(INodeTransport transport, ControlPlaneNode node, LabForward? forward) : IAsyncDisposable
{
    public static async Task<LabWay> ToAsync(LabCluster lab, TransportKind kind, string node = "node-1", string? knownHosts = null, Func<SshOptions, SshOptions>? change = null)
    {
        var named = TopologyReader.ReadFile(lab.TopologyFile).Topology!.Nodes.Single(n => n.Name == node);
        var ssh = named.Ssh with { KnownHosts = knownHosts ?? named.Ssh.KnownHosts };
        named = named with { Ssh = change?.Invoke(ssh) ?? ssh };
        if (kind == TransportKind.OpenSsh)
        {
            return new LabWay(lab.Transport(), named, null);
        }

        var forward = await LabForward.ToAsync(lab, named);
        return new LabWay(new NodeTransports(new OpenSshOptions(), kind), forward.Node, forward);
    }

    /// <summary>Where an OpenSSH transport keeps its sockets; null for SSH.NET, which has none.</summary>
    public string? Folder => (transport as OpenSshTransport)?.Folder;

    public Task<INodeConnection> ConnectAsync() => transport.ConnectAsync(node, CancellationToken.None);

    /// <summary>A script without a word before it: the first one goes along with the login.</summary>
    public Task<IReadOnlyList<ScriptRecord>> RunAsync(params string[] calls) => RunAsync(new NodeScript("test", calls), CancellationToken.None);

    public Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken) => transport.RunAsync(node, script, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        forward?.Dispose();
    }
}
