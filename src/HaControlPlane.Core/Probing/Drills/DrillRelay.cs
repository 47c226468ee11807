using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing.Drills;

/// <summary>
/// While the virtual IP moves in good order, the other nodes send back what belongs to connections of before. Each ends that by
/// itself after a while, as any fault.
/// </summary>
internal sealed class DrillRelay(INodeTransport transport, ControlPlaneTopology topology, EndpointStatus status, ControlPlaneNode drained, Action<string> tell) : IAsyncDisposable
{
    /// <summary>How much longer than the drain it stays: the way to the nodes, and the move itself.</summary>
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(5);

    private readonly List<ControlPlaneNode> armed = [];

    /// <summary>Has every other node relay. One that cannot is told of, and the drain goes on without it.</summary>
    /// <returns>Whether any does.</returns>
    /// <exception cref="NodeException">A node cannot be asked, or somebody else is at work there.</exception>
    public async Task<bool> BeginAsync(string who, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var back = await WayBackAsync(cancellationToken).ConfigureAwait(false);
        foreach (var node in topology.Nodes.Where(n => n.Name != drained.Name))
        {
            try
            {
                var network = await DrillInterface.OfAsync(transport, topology, status, node, cancellationToken).ConfigureAwait(false);
                var script = ScriptCompiler.ArmDrill(who, "relay", lasts + Longer, TimeSpan.Zero, network, back, topology.Endpoint.VirtualIPs.Select(a => a.ToString()));
                armed.Add(node);
                await transport.RunAsync(node, script, cancellationToken).ConfigureAwait(false);
            }
            catch (NodeException problem) when (problem.Error.Kind == NodeErrorKind.DrillUnfit)
            {
                armed.Remove(node);
                tell($"if {node.Name} takes over, requests in flight are cut: {problem.Error.What}");
            }
        }

        return armed.Count > 0;
    }

    /// <summary>The drained node's addresses, one for each family of the virtual IPs: the topology knows of one.</summary>
    private async Task<string> WayBackAsync(CancellationToken cancellationToken)
    {
        if (topology.Endpoint.VirtualIPs.FirstOrDefault(v => v.AddressFamily != drained.Address.AddressFamily) is not { } other)
        {
            return drained.Address.ToString();
        }

        var facts = await NodeFacts.GatherAsync(transport, drained, cancellationToken).ConfigureAwait(false);
        return facts.Beside(other) is { } own ? $"{drained.Address} {own.Range.Address}" : drained.Address.ToString();
    }

    /// <summary>Ends it everywhere, once.</summary>
    public async ValueTask DisposeAsync()
    {
        ControlPlaneNode[] nodes = [.. armed];
        armed.Clear();
        await Task.WhenAll(nodes.Select(n => TellToEndAsync(transport, n))).ConfigureAwait(false);
    }

    /// <summary>A node is told to take its fault back now. If it cannot be told it does so by itself.</summary>
    public static async Task TellToEndAsync(INodeTransport transport, ControlPlaneNode node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1.2));
        try
        {
            await transport.RunAsync(node, ScriptCompiler.EndDrill(), limit.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is NodeException or OperationCanceledException)
        {
            // Its own time runs.
        }
    }
}
