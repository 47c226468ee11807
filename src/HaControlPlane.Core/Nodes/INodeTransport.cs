using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>A way to reach nodes. One is made for a run; disposing it closes every connection it opened.</summary>
public interface INodeTransport : IAsyncDisposable
{
    /// <summary>The connection to a node, opened at the first call and shared by later ones.</summary>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken);

    /// <summary>Runs one script on a node, over its connection.</summary>
    /// <exception cref="NodeException">The node cannot be reached, or the script reported an error.</exception>
    async Task<IReadOnlyList<ScriptRecord>> RunAsync(ControlPlaneNode node, NodeScript script, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(node, cancellationToken).ConfigureAwait(false);
        return await connection.RunAsync(script, cancellationToken).ConfigureAwait(false);
    }
}
