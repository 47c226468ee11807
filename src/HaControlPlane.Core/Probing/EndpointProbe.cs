using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace HaControlPlane.Probing;

/// <summary>Asks an API endpoint as a client would, each time over a new connection: TCP, TLS, HTTP.</summary>
public static class EndpointProbe
{
    /// <summary>One probe. What goes wrong is told in the result; only cancelling throws.</summary>
    public static async Task<EndpointProbeResult> ProbeAsync(EndpointProbeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = new EndpointProbeResult { Host = request.Host, Port = request.Port, Path = request.Path, TcpOnly = request.TcpOnly, Time = DateTimeOffset.UtcNow, Stage = ProbeStage.Tcp };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Timeout);
        var clock = Stopwatch.StartNew();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(request.Host, request.Port, limit.Token).ConfigureAwait(false);
            result = result with { Stage = ProbeStage.Tls, Tcp = Lap(clock) };
            if (request.TcpOnly)
            {
                return result with { Stage = ProbeStage.Done };
            }

            ServedCertificate? served = null;
            using var network = new NetworkStream(socket);
            using var tls = new SslStream(network, leaveInnerStreamOpen: true, (_, certificate, chain, _) =>
            {
                using var copy = new X509Certificate2(certificate!);
                served = CertificateReader.Read(copy, chain, request);
                // Any certificate lets the probe go on, so that it can tell what was wrong with it. Nothing secret is sent.
                return served is not null;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = request.ServerName ?? request.Host }, limit.Token).ConfigureAwait(false);
            result = result with { Stage = ProbeStage.Http, Tls = Lap(clock), Certificate = served };

            var (status, body) = await GetAsync(tls, request, limit.Token).ConfigureAwait(false);
            result = result with { Stage = ProbeStage.Done, Http = Lap(clock), StatusCode = status, Body = body };
            return result with { Problem = Judge(result, request) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return result with { Problem = $"No answer within {request.Timeout.TotalSeconds:0.###} s, stuck at {result.Stage.ToString().ToUpperInvariant()}." };
        }
        catch (Exception problem) when (problem is SocketException or IOException or HttpRequestException or System.Security.Authentication.AuthenticationException)
        {
            return result with { Problem = $"{result.Stage.ToString().ToUpperInvariant()}: {(problem.InnerException ?? problem).Message}" };
        }
    }

    private static string? Judge(EndpointProbeResult result, EndpointProbeRequest request) => result switch
    {
        { Certificate.Trusted: false } => "The certificate is not signed by the given authority.",
        { Certificate.CoversHost: false } when request.Authorities is not null => $"The certificate is not for {request.ServerName ?? request.Host}; it is for {string.Join(", ", result.Certificate.Names)}.",
        { StatusCode: not 200 } => $"{request.Path} answered {result.StatusCode}.",
        _ => null,
    };

    /// <summary>The framework's own HTTP client over the connection we opened and timed ourselves.</summary>
    private static async Task<(int Status, string Body)> GetAsync(Stream connection, EndpointProbeRequest request, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectCallback = (_, _) => ValueTask.FromResult(connection) };
        using var client = new HttpClient(handler);
        var host = request.Host.Contains(':', StringComparison.Ordinal) ? $"[{request.Host}]" : request.Host;
        // Plain http to the client: the stream below it is encrypted already.
        using var response = await client.GetAsync(new Uri($"http://{host}:{request.Port}{request.Path}"), cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return ((int)response.StatusCode, body.Split('\n', 2)[0].Trim());
    }

    private static TimeSpan Lap(Stopwatch clock)
    {
        var lap = clock.Elapsed;
        clock.Restart();
        return lap;
    }
}
