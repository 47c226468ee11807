using System.Globalization;
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
        var asked = topology.Nodes.Select(n => AskAsync(transport, n, topology.Endpoint, cancellationToken)).ToArray();
        var probes = await Task.WhenAll(topology.Endpoint.VirtualIPs.Select(vip => ProbeWarmAsync(
            new EndpointProbeRequest { Host = vip.ToString(), Port = topology.Endpoint.Port }, cancellationToken))).ConfigureAwait(false);
        var answers = await Task.WhenAll(asked).ConfigureAwait(false);
        NodeStatus[] nodes = [.. answers.Select(a => a.Status).OfType<NodeStatus>()];
        NodeError[] unreached = [.. answers.Select(a => a.Error).OfType<NodeError>()];
        var (verdict, sentence) = Judge(topology, nodes, unreached, probes);
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

    private static (EndpointVerdict Verdict, string Sentence) Judge(
        ControlPlaneTopology topology, NodeStatus[] nodes, NodeError[] unreached, EndpointProbeResult[] probes)
    {
        foreach (var vip in topology.Endpoint.VirtualIPs)
        {
            var holders = nodes.Where(n => n.Vips.Any(v => v.Held && v.Address.Equals(vip))).Select(n => n.Node.Name).ToArray();
            if (holders.Length > 1)
            {
                return (EndpointVerdict.SplitBrain, $"Split brain: {vip} is held by {string.Join(" and ", holders)}.");
            }

            if (holders.Length == 0 && unreached.Length == 0)
            {
                return (EndpointVerdict.Down, $"Down: no node holds {vip}.");
            }
        }

        // A client here may have no route to the VIP; then the nodes' own view counts.
        if (probes.FirstOrDefault(p => !p.Ok) is { } failed && !nodes.Any(n => n.Vips.Any(v => v.Answers && v.Address.ToString() == failed.Host)))
        {
            return (EndpointVerdict.Down, $"Down: https://{failed.Host}:{failed.Port} does not answer. {failed.Problem}");
        }

        var holder = nodes.FirstOrDefault(n => n.Vips.Any(v => v.Held))?.Node.Name ?? "a node that cannot be asked";
        string[] idle = [.. unreached.Select(e => e.Node.Name), .. nodes.Where(n => !n.KeepalivedRuns || !n.HaproxyRuns || !n.PortOpen).Select(n => n.Node.Name)];
        return idle.Length == 0
            ? (EndpointVerdict.Healthy, string.Create(CultureInfo.InvariantCulture, $"Healthy: {holder} holds the VIP, {nodes.Length - 1} more can take over."))
            : (EndpointVerdict.Degraded, $"Degraded: {holder} holds the VIP, but {string.Join(", ", idle)} could not take over.");
    }
}
