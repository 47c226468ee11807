using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>An endpoint whose balancer is outside the nodes: its name, its port and every API server, tried from each node and from here.</summary>
public static class ExternalEndpoint
{
    private const string Here = "here";

    /// <summary>The endpoint's status. A node that cannot be asked is part of the answer.</summary>
    public static async Task<EndpointStatus> ReadAsync(INodeTransport transport, ControlPlaneTopology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var host = topology.Endpoint.Host ?? string.Empty;
        var asked = topology.Nodes.Select(n => AskAsync(transport, topology, n, cancellationToken)).ToArray();
        var name = topology.Endpoint.HostAddress is null ? ResolveAsync(host, cancellationToken) : null;
        var balancer = EndpointProbe.ProbeAsync(new EndpointProbeRequest { Host = host, Port = topology.Endpoint.Port }, cancellationToken);
        var servers = topology.Nodes.Select(n => EndpointProbe.ProbeAsync(
            new EndpointProbeRequest { Host = n.Address.ToString(), Port = topology.ApiserverPort }, cancellationToken)).ToArray();
        var answers = await Task.WhenAll(asked).ConfigureAwait(false);
        var probe = await balancer.ConfigureAwait(false);
        ReachCheck[] checks =
        [
            .. name is null ? Array.Empty<ReachCheck>() : [await name.ConfigureAwait(false)],
            Check("balancer", probe),
            .. (await Task.WhenAll(servers).ConfigureAwait(false)).Select(p => Check("apiserver", p)),
            .. answers.SelectMany(a => a.Checks),
        ];
        NodeError[] unreached = [.. answers.Select(a => a.Error).OfType<NodeError>()];
        var (verdict, sentence) = Judge(topology, checks, unreached, probe);
        return new EndpointStatus([], unreached, [probe], verdict, sentence) { Checks = checks };
    }

    /// <summary>A client here counts most; an API server that some node cannot reach is one the balancer may not reach either.</summary>
    internal static (EndpointVerdict Verdict, string Sentence) Judge(
        ControlPlaneTopology topology, IReadOnlyList<ReachCheck> checks, IReadOnlyList<NodeError> unreached, EndpointProbeResult probe)
    {
        var endpoint = KubeadmConfig.ControlPlaneEndpointOf(topology);
        if (!probe.Ok)
        {
            return (EndpointVerdict.Down, $"Down: https://{endpoint} does not answer. {probe.Problem}");
        }

        var failed = checks.Where(c => c.Ok == false).ToArray();
        return failed.Length + unreached.Count == 0
            ? (EndpointVerdict.Healthy, string.Create(CultureInfo.InvariantCulture, $"Healthy: {endpoint} answers, and {topology.Nodes.Count} API servers can be reached."))
            : (EndpointVerdict.Degraded, $"Degraded: {endpoint} answers, but {string.Join(", ", [.. unreached.Select(e => $"{e.Node.Name} cannot be asked"), .. failed.Select(c => $"{c.Target} cannot be reached from {c.From}")])}.");
    }

    /// <summary>Reads what a node said.</summary>
    internal static IReadOnlyList<ReachCheck> Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records) =>
    [
        .. records.Where(r => r.Kind == "reach").Select(r => new ReachCheck(
            node.Name, r[0], r[1], r[2] switch { "ok" => true, "failed" => false, _ => null },
            r[2] switch { "ok" when r[0] != "name" && r[3] is not ("" or "000") => $"/readyz {r[3]}", "ok" when r[0] == "name" => r[3], "ok" => "open", "failed" => "no answer", _ => "neither curl nor nc to try with" })),
    ];

    private static ReachCheck Check(string what, EndpointProbeResult probe) => new(
        Here, what, $"{(probe.Host.Contains(':', StringComparison.Ordinal) ? $"[{probe.Host}]" : probe.Host)}:{probe.Port}", probe.Stage != ProbeStage.Tcp,
        probe.StatusCode is { } status ? $"/readyz {status}" : probe.Problem ?? "open");

    private static async Task<ReachCheck> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            return new ReachCheck(Here, "name", host, addresses.Length > 0, string.Join(", ", addresses.Select(a => a.ToString())));
        }
        catch (SocketException problem)
        {
            return new ReachCheck(Here, "name", host, false, problem.Message);
        }
    }

    private static async Task<(IReadOnlyList<ReachCheck> Checks, NodeError? Error)> AskAsync(
        INodeTransport transport, ControlPlaneTopology topology, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        try
        {
            var script = ScriptCompiler.Reach(topology.Endpoint.Host ?? string.Empty, topology.Endpoint.HostAddress is null, topology.Endpoint.Port, topology.ApiserverPort, topology.Nodes.Select(n => n.Address.ToString()));
            return (Read(node, await transport.RunAsync(node, script, cancellationToken).ConfigureAwait(false)), null);
        }
        catch (NodeException problem)
        {
            return ([], problem.Error);
        }
    }
}
