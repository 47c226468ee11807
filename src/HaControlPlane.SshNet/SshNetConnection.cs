using System.Diagnostics;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.SshNet.Login;
using HaControlPlane.Topology;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet;

/// <summary>One node over SSH.NET: one login, shared by every script.</summary>
/// <param name="node">The node.</param>
/// <param name="options">The user and the passwords.</param>
/// <param name="password">The password to log in with; null for none.</param>
internal sealed class SshNetConnection(ControlPlaneNode node, NodeLogin options, PasswordLogin? password) : INodeConnection, IDisposable
{
    /// <summary>A server lets a login have ten channels unless it is told otherwise; one is for asking whether it still lives.</summary>
    private readonly SemaphoreSlim channels = new(9);

    private readonly SemaphoreSlim gate = new(1, 1);
    private SshLink? link;

    /// <summary>A refused password is not tried again.</summary>
    private NodeException? refusal;

    public async Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken)
    {
        await channels.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(await OpenAsync(cancellationToken).ConfigureAwait(false), script, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            channels.Release();
        }
    }

    /// <summary>Logs in, unless that is done already. A connection that broke is opened anew.</summary>
    public async Task<SshClient> OpenAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (link is { Client: { IsConnected: true } client })
            {
                return client;
            }

            if (refusal is not null)
            {
                throw new NodeException(refusal.Error);
            }

            link?.Dispose();
            link = null;
            var dialled = node with { Ssh = node.Ssh with { User = options.User ?? node.Ssh.User } };
            link = await new SshLogin(dialled, password, options.LoginWithin).OpenAsync(cancellationToken).ConfigureAwait(false);
            return link.Client;
        }
        catch (NodeException refused) when (refused.Error.Kind == NodeErrorKind.PasswordRefused)
        {
            refusal = refused;
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        link?.Dispose();
        gate.Dispose();
        channels.Dispose();
    }

    private async Task<IReadOnlyList<ScriptRecord>> RunAsync(SshClient client, NodeScript script, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(script.TimeLimit);
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var since = Stopwatch.GetTimestamp();
        using var run = new RemoteRun(client, RootCommand.Of(node.Ssh.Become, options.SudoPassword is not null, script.Command));
        try
        {
            var running = run.RunAsync(script.Input(node.Ssh.Become == BecomeMethod.Sudo ? options.SudoPassword?.Reveal() : null));
            var silence = Silence.NoticeAsync(client, watch.Token);
            if (await Task.WhenAny(running, silence).WaitAsync(limit.Token).ConfigureAwait(false) == silence)
            {
                limit.Token.ThrowIfCancellationRequested();
                client.Disconnect();
                throw NodeErrors.Create(node, NodeErrorKind.Unreachable, $"Timeout, server {client.ConnectionInfo.Host} not responding");
            }

            await watch.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NodeErrors.Create(node, NodeErrorKind.TimedOut, $"{script.Title} took longer than {script.TimeLimit.TotalSeconds:0} s");
        }
        catch (SshException refused) when (client.IsConnected && SshNetFailure.IsNoSession(refused))
        {
            throw NodeErrors.Create(node, NodeErrorKind.SessionRefused, $" ({SshNetFailure.Words(refused)})", refused);
        }
        catch (Exception problem) when (problem is SshException or ObjectDisposedException or IOException)
        {
            throw NodeErrors.Create(node, NodeErrorKind.Unreachable, $"the connection broke: {SshNetFailure.Words(problem)}", problem);
        }

        if (run is { ExitCode: null, Signal: null or "" })
        {
            throw NodeErrors.Create(node, NodeErrorKind.Unreachable, "the connection broke before the script's end");
        }

        return ScriptAnswer.Read(node, new ScriptEnd(run.Output, run.Error, run.ExitCode, Stopwatch.GetElapsedTime(since)));
    }
}
