using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace HaControlPlane.Probing.Drills;

/// <summary>Asks an endpoint on a fixed beat, over a new connection each time. A sample that hangs stops no other: they run side by side.</summary>
internal sealed class EndpointSampler(IPEndPoint endpoint, DrillOptions options, Stopwatch clock)
{
    private static readonly SslClientAuthenticationOptions Tls = new()
    {
        TargetHost = "kubernetes",
        // Whether it answers is the question, not who it is; nothing secret is sent.
        RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
        AllowTlsResume = false,
    };

    private readonly byte[] request = Encoding.ASCII.GetBytes($"GET /readyz HTTP/1.1\r\nHost: {endpoint}\r\nConnection: close\r\n\r\n");
    private readonly ConcurrentQueue<DrillSample> samples = new();

    /// <summary>The samples in the order of their beginnings.</summary>
    public IReadOnlyList<DrillSample> Samples => [.. samples.OrderBy(s => s.At)];

    /// <summary>Samples until it is told to end, and waits for those under way.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var pending = new List<Task>();
        var beat = options.Interval;
        for (var next = clock.Elapsed; !end.IsCancellationRequested;)
        {
            pending.RemoveAll(t => t.IsCompleted);
            pending.Add(SampleAsync());
            // Late by more than a beat (a busy machine): the missed beats are left out, not bunched up.
            next = Max(next + beat, clock.Elapsed - beat);
            var wait = next - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task SampleAsync()
    {
        // Off the thread that keeps the beat.
        await Task.Yield();
        var begun = clock.Elapsed;
        var problem = await AskAsync().ConfigureAwait(false);
        samples.Enqueue(new DrillSample(begun, clock.Elapsed - begun, problem));
    }

    private async Task<string?> AskAsync()
    {
        using var limit = new CancellationTokenSource(options.Timeout);
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endpoint, limit.Token).ConfigureAwait(false);
            using var network = new NetworkStream(socket);
            using var tls = new SslStream(network);
            await tls.AuthenticateAsClientAsync(Tls, limit.Token).ConfigureAwait(false);
            await tls.WriteAsync(request, limit.Token).ConfigureAwait(false);
            var head = new byte[16];
            await tls.ReadAtLeastAsync(head, "HTTP/1.1 200".Length, cancellationToken: limit.Token).ConfigureAwait(false);
            var status = Encoding.ASCII.GetString(head, "HTTP/1.1 ".Length, 3);
            return status == "200" ? null : $"answered {status}";
        }
        catch (OperationCanceledException)
        {
            return "timed out";
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode == SocketError.ConnectionRefused ? "refused" : "cut";
        }
        catch (Exception problem) when (problem is IOException or AuthenticationException)
        {
            return "cut";
        }
    }
}
