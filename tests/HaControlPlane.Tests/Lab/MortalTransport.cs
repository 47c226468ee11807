using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>An admin who dies at an exact point: from then on no node hears of them again.</summary>
/// <param name="way">The way to the nodes.</param>
/// <param name="diesBefore">Of a script's title and a node's name: whether the admin dies before it is sent there.</param>
internal sealed class MortalTransport(INodeTransport way, Func<string, string, bool> diesBefore) : INodeTransport
{
    private volatile bool dead;

    private bool IsDead(string title, string node) => dead |= diesBefore(title, node);

    public async Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken) =>
        new Connection(this, node, await way.ConnectAsync(node, cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Connection(MortalTransport admin, ControlPlaneNode node, INodeConnection inner) : INodeConnection
    {
        public Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken) => admin.IsDead(script.Title, node.Name)
            ? Task.FromException<IReadOnlyList<ScriptRecord>>(NodeErrors.Create(node, NodeErrorKind.Unreachable, "the admin is dead"))
            : inner.RunAsync(script, cancellationToken);
    }
}
