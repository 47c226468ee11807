using System.Net;
using System.Net.Sockets;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet.Login;

/// <summary>One login, without what leads to it: the server's addresses, its host key, and what failures mean.</summary>
/// <param name="node">The node that errors are about.</param>
/// <param name="target">Where to log in.</param>
/// <param name="way">What leads there; null where it is reached from here.</param>
/// <param name="isJump">Whether it is a jump host and not the node itself.</param>
/// <param name="within">How long finding its address, connecting and logging in may take.</param>
internal sealed class LoginAttempt(ControlPlaneNode node, SshTarget target, JumpWay? way, bool isJump, TimeSpan within)
{
    /// <summary>How long a connection may take to open, and each step of a login: as much as the OpenSSH client is given.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A node that takes long to close a channel is not waited for.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>Logs in with keys.</summary>
    /// <exception cref="NodeException">It did not come about.</exception>
    public async Task<SshClient> WithKeysAsync(CancellationToken cancellationToken)
    {
        var keys = LoginKeys.Of(target);
        AuthenticationMethod method = keys.Sources.Count == 0
            ? new NoneAuthenticationMethod(target.User)
            : new PrivateKeyAuthenticationMethod(target.User, [.. keys.Sources]);
        try
        {
            return await ConnectAsync([method], cancellationToken).ConfigureAwait(false);
        }
        catch (SshAuthenticationException refused)
        {
            var unused = string.Concat(keys.Unused.Select(u => $"; {u}"));
            throw Error(NodeErrorKind.AuthenticationRefused, SshNetFailure.Words(refused) + unused, refused);
        }
        finally
        {
            (method as IDisposable)?.Dispose();
        }
    }

    /// <summary>Logs in by the methods given. Only that the server refuses them is left to the caller.</summary>
    /// <exception cref="SshAuthenticationException">The server refuses the login.</exception>
    public async Task<SshClient> ConnectAsync(AuthenticationMethod[] methods, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        try
        {
            return await ConnectWithinAsync(methods, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw Error(NodeErrorKind.LoginTimedOut, $"connecting and logging in took longer than {within.TotalSeconds:0.#} s", problem);
        }
    }

    private async Task<SshClient> ConnectWithinAsync(AuthenticationMethod[] methods, CancellationToken cancellationToken)
    {
        var check = new HostKeyCheck(target);
        Exception? last = null;
        foreach (var (host, port) in await PlacesAsync(cancellationToken).ConfigureAwait(false))
        {
            var connection = new ConnectionInfo(host, port, target.User, methods) { Timeout = ConnectTimeout, ChannelCloseTimeout = CloseTimeout };
            check.Prepare(connection);
            var client = new SshClient(connection);
            client.HostKeyReceived += check.Judge;
            try
            {
                await Blocking.RunAsync(client.Connect).WaitAsync(cancellationToken).ConfigureAwait(false);
                return client;
            }
            catch (Exception problem) when (problem is SocketException && check.Refusal is null)
            {
                // Perhaps another of its addresses answers.
                client.Dispose();
                last = problem;
            }
            catch (Exception problem)
            {
                client.Dispose();
                if (problem is OperationCanceledException || (problem is SshAuthenticationException && check.Refusal is null))
                {
                    throw;
                }

                throw check.Refusal is var (kind, detail) ? Error(kind, detail, problem) : Unreachable(problem);
            }
        }

        throw Unreachable(last!);
    }

    private async Task<IEnumerable<(string Host, int Port)>> PlacesAsync(CancellationToken cancellationToken)
    {
        if (way is not null)
        {
            return [(IPAddress.Loopback.ToString(), way.Port)];
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
            return addresses.Select(a => (a.ToString(), target.Port));
        }
        catch (SocketException problem)
        {
            throw Error(NodeErrorKind.Unreachable, $"Could not resolve hostname {target.Host}: {problem.Message}", problem);
        }
    }

    private NodeException Unreachable(Exception problem) =>
        Error(NodeErrorKind.Unreachable, $"connect to host {target.Host} port {target.Port}: {SshNetFailure.Words(problem)}", problem);

    private NodeException Error(NodeErrorKind kind, string detail, Exception problem) =>
        NodeErrors.Create(node, kind, isJump ? $"{detail}, at the jump host {target.Host}" : detail, problem);
}
