using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>Asks an API endpoint as a client on a node would: TCP, TLS, HTTP with the node's curl, or TCP alone with its nc.</summary>
public static class NodeProbe
{
    /// <summary>curl's exit code for "the time is up".</summary>
    private const string CurlTimedOut = "28";

    /// <summary>One probe from a node. The certificate is not looked at; what goes wrong with the endpoint is told in the result.</summary>
    /// <exception cref="NodeException">The node itself cannot be asked.</exception>
    public static async Task<EndpointProbeResult> ProbeAsync(
        INodeTransport transport, ControlPlaneNode node, EndpointProbeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(request);
        var begun = DateTimeOffset.UtcNow;
        var script = ScriptCompiler.Ask(request.Host, request.Port, request.Path, request.Timeout);
        var records = await transport.RunAsync(node, script, cancellationToken).ConfigureAwait(false);
        return Read(node, request, records.First(r => r.Kind == "ask"), begun);
    }

    internal static EndpointProbeResult Read(ControlPlaneNode node, EndpointProbeRequest request, ScriptRecord record, DateTimeOffset begun)
    {
        var result = new EndpointProbeResult
        {
            From = node.Name,
            Host = request.Host,
            Port = request.Port,
            Path = request.Path,
            TcpOnly = request.TcpOnly || record[0] == "nc",
            Time = begun,
            Stage = ProbeStage.Tcp,
        };
        if (record[0] == "nc")
        {
            return record[1] == "0" ? result with { Stage = ProbeStage.Done } : result with { Problem = "TCP: the connection did not open." };
        }

        var (tcp, tls, total) = (Seconds(record[2]), Seconds(record[3]), Seconds(record[4]));
        result = result with
        {
            Tcp = tcp,
            Stage = (tcp, tls, record[5]) switch { (null, _, _) => ProbeStage.Tcp, (_, null, _) => ProbeStage.Tls, (_, _, "000") => ProbeStage.Http, _ => ProbeStage.Done },
        };
        if (request.TcpOnly && tcp is not null)
        {
            return result with { Stage = ProbeStage.Done };
        }

        var status = int.TryParse(record[5], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code > 0 ? code : (int?)null;
        result = result with { Tls = tls - tcp, Http = status is null ? null : total - tls, StatusCode = status };
        var stage = result.Stage.ToString().ToUpperInvariant();
        return result with
        {
            Problem = (record[1], status) switch
            {
                (CurlTimedOut, _) => string.Create(CultureInfo.InvariantCulture, $"No answer within {request.Timeout.TotalSeconds:0.###} s, stuck at {stage}."),
                (_, 200) => null,
                (_, not null) => $"{request.Path} answered {status}.",
                _ => $"{stage}: curl on the node ended with {record[1]}.",
            },
        };
    }

    /// <summary>curl says 0 for what was never reached.</summary>
    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}
