using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>Asks every node and the endpoint itself at the same time, and judges.</summary>
public static class EndpointStatusReader
{
    /// <summary>The paths a client here asks for: whether an API server lives, and whether it is ready.</summary>
    private static readonly string[] Paths = ["/livez", "/readyz"];

    /// <summary>The status of a topology's endpoint. A node that cannot be asked is part of the answer.</summary>
    public static async Task<EndpointStatus> ReadAsync(INodeTransport transport, ControlPlaneTopology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External)
        {
            return await ExternalEndpoint.ReadAsync(transport, topology, cancellationToken).ConfigureAwait(false);
        }

        var endpoint = topology.Endpoint;
        // Before anything is sent: the answer may correct a belief that is wrong.
        var believed = LocalNeighbours.Read([.. endpoint.VirtualIPs]);
        var asked = topology.Nodes.Select(n => AskAsync(transport, topology, n, cancellationToken)).ToArray();
        var probed = await Task.WhenAll(endpoint.VirtualIPs.Select(vip => ProbeAsync(vip, endpoint, cancellationToken))).ConfigureAwait(false);
        EndpointProbeResult[] probes = [.. probed.SelectMany(p => p)];
        var answers = await Task.WhenAll(asked).ConfigureAwait(false);
        NodeStatus[] nodes = [.. answers.Select(a => a.Status).OfType<NodeStatus>()];
        NodeError[] unreached = [.. answers.Select(a => a.Error).OfType<NodeError>()];
        var here = believed.Count > 0 ? believed : LocalNeighbours.Read([.. endpoint.VirtualIPs]);
        var stale = StaleNeighbour.Find(endpoint.VirtualIPs, nodes, here);
        var (verdict, sentence) = EndpointJudge.Judge(endpoint, nodes, unreached, probes, stale, IsHeldByAll(topology));
        return new EndpointStatus(nodes, unreached, probes, verdict, sentence)
        {
            Neighbours = here,
            Stale = stale,
            Findings = EndpointRules.Check(endpoint, probes, DateTimeOffset.UtcNow),
        };
    }

    /// <summary>A process's first handshake loads and compiles half the TLS stack; later ones tell how quick the endpoint is.</summary>
    private static async Task<IReadOnlyList<EndpointProbeResult>> ProbeAsync(IPAddress vip, ControlPlaneEndpoint endpoint, CancellationToken cancellationToken)
    {
        var request = new EndpointProbeRequest { Host = vip.ToString(), Port = endpoint.Port, Path = Paths[^1] };
        var first = await EndpointProbe.ProbeAsync(request, cancellationToken).ConfigureAwait(false);
        if (first.Certificate is null)
        {
            return [first];
        }

        var results = new List<EndpointProbeResult>();
        foreach (var path in Paths)
        {
            results.Add(await EndpointProbe.ProbeAsync(request with { Path = path }, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>With BGP every node has the address, and routers choose.</summary>
    private static bool IsHeldByAll(ControlPlaneTopology topology) => topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip, KubeVip.Mode: KubeVipMode.Bgp };

    private static async Task<(NodeStatus? Status, NodeError? Error)> AskAsync(
        INodeTransport transport, ControlPlaneTopology topology, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        try
        {
            var status = await NodeStatus.LookAsync(transport, node, topology.Endpoint, FastProfile.Statistics(topology.LoadBalancer), cancellationToken).ConfigureAwait(false);
            return (status with { Kind = topology.LoadBalancer.Kind }, null);
        }
        catch (NodeException problem)
        {
            return (null, problem.Error);
        }
    }
}
