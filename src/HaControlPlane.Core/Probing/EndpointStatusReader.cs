using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>Asks every node and the endpoint itself at the same time, and judges.</summary>
public static class EndpointStatusReader
{
    /// <summary>The status of a topology's endpoint. A node that cannot be asked is part of the answer.</summary>
    public static async Task<EndpointStatus> ReadAsync(INodeTransport transport, ControlPlaneTopology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External)
        {
            return await ExternalEndpoint.ReadAsync(transport, topology, cancellationToken).ConfigureAwait(false);
        }

        var asked = topology.Nodes.Select(n => AskAsync(transport, n, topology.Endpoint, cancellationToken)).ToArray();
        var probes = await Task.WhenAll(topology.Endpoint.VirtualIPs.Select(vip => ProbeWarmAsync(
            new EndpointProbeRequest { Host = vip.ToString(), Port = topology.Endpoint.Port }, cancellationToken))).ConfigureAwait(false);
        var answers = await Task.WhenAll(asked).ConfigureAwait(false);
        NodeStatus[] nodes = [.. answers.Select(a => a.Status).OfType<NodeStatus>()];
        NodeError[] unreached = [.. answers.Select(a => a.Error).OfType<NodeError>()];
        var (verdict, sentence) = EndpointJudge.Judge(topology.Endpoint, nodes, unreached, probes);
        return new EndpointStatus(nodes, unreached, probes, verdict, sentence);
    }

    /// <summary>A process's first handshake loads and compiles half the TLS stack; its second tells how quick the endpoint is.</summary>
    private static async Task<EndpointProbeResult> ProbeWarmAsync(EndpointProbeRequest request, CancellationToken cancellationToken)
    {
        var first = await EndpointProbe.ProbeAsync(request, cancellationToken).ConfigureAwait(false);
        return first.Ok ? await EndpointProbe.ProbeAsync(request, cancellationToken).ConfigureAwait(false) : first;
    }

    private static async Task<(NodeStatus? Status, NodeError? Error)> AskAsync(
        INodeTransport transport, ControlPlaneNode node, ControlPlaneEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return (await NodeStatus.GatherAsync(transport, node, endpoint, null, cancellationToken).ConfigureAwait(false), null);
        }
        catch (NodeException problem)
        {
            return (null, problem.Error);
        }
    }
}
