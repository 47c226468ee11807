using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace HaControlPlane.Probing.Drills;

/// <summary>One connection that is kept, as a watch is: it asks now and then, and is opened again when it was cut.</summary>
internal sealed class LongConnection(IPEndPoint endpoint, Stopwatch clock, Action<string> tell)
{
    /// <summary>Often enough to see a cut, seldom enough to be a quiet connection.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A client that gets no answer for that long takes its connection for dead. client-go waits 30 to 45 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly byte[] request = Encoding.ASCII.GetBytes($"GET /livez HTTP/1.1\r\nHost: {endpoint}\r\n\r\n");

    /// <summary>How often it was cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>The longest time from the last answer to the next one on a new connection, or to the end where none came.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Keeps it until it is told to end.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var answered = clock.Elapsed;
        var lost = false;
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
                limit.CancelAfter(TimeSpan.FromSeconds(1));
                await socket.ConnectAsync(endpoint, limit.Token).ConfigureAwait(false);
                using var network = new NetworkStream(socket);
                using var tls = new SslStream(network, leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate is not null);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "kubernetes" }, limit.Token).ConfigureAwait(false);
                while (true)
                {
                    await AskAsync(tls, end).ConfigureAwait(false);
                    if (lost)
                    {
                        Without(clock.Elapsed - answered);
                        tell("the long connection is open again");
                        lost = false;
                    }

                    answered = clock.Elapsed;
                    await Task.Delay(Pause, end).ConfigureAwait(false);
                }
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or IOException or AuthenticationException)
            {
                if (!lost && !end.IsCancellationRequested)
                {
                    lost = true;
                    Cuts++;
                    tell("the long connection is cut");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (lost)
        {
            Without(clock.Elapsed - answered);
        }
    }

    private void Without(TimeSpan gap) => LongestGap = gap > LongestGap ? gap : LongestGap;

    private async Task AskAsync(SslStream tls, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(Patience);
        await tls.WriteAsync(request, limit.Token).ConfigureAwait(false);
        var answer = new byte[4096];
        // The answer is one small packet; what is left of it is read with the next.
        if (await tls.ReadAsync(answer, limit.Token).ConfigureAwait(false) == 0)
        {
            throw new IOException("It was closed.");
        }
    }
}
