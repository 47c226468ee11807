using System.ComponentModel;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>One node over the OpenSSH client: one login, shared by every script through the client's control socket.</summary>
/// <param name="node">The node.</param>
/// <param name="options">How the client is used.</param>
/// <param name="socket">Where the control socket goes; null where connections cannot be shared.</param>
/// <param name="config">A client configuration to use in place of the topology's; null for the topology's.</param>
internal sealed class OpenSshConnection(ControlPlaneNode node, OpenSshOptions options, string? socket, string? config) : INodeConnection, IDisposable
{
    /// <summary>How often the control socket is looked for while the client logs in.</summary>
    private static readonly TimeSpan SocketPoll = TimeSpan.FromMilliseconds(5);

    /// <summary>A signal's way through the runtime takes a few milliseconds; this is for a busy machine.</summary>
    private static readonly TimeSpan InterruptionHeardWithin = TimeSpan.FromMilliseconds(50);

    private readonly ControlPlaneNode dialled = config is null ? node : node with { Ssh = node.Ssh with { ConfigFile = config } };
    private readonly SemaphoreSlim gate = new(1, 1);
    private LocalProcess? master;

    public async Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (socket is null)
        {
            // The node must not take the end of this connection for the end of the run.
            script = script.With("hacp_alone=yes");
        }

        var command = Become(script.Command);
        var arguments = socket is null ? SshArguments.Alone(dialled, command) : SshArguments.Over(dialled, socket, command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(script.TimeLimit);
        try
        {
            var input = script.Input(node.Ssh.Become == BecomeMethod.Sudo ? options.BecomePassword?.Reveal() : null);
            return Read(await LocalProcess.RunAsync(options.Program, arguments, input, limit.Token).ConfigureAwait(false));
        }
        catch (NodeException)
        {
            // A terminal's Ctrl+C ends the client too, perhaps before we hear of it; then it is no failure.
            await Task.Delay(InterruptionHeardWithin, cancellationToken).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NodeErrors.Create(node, NodeErrorKind.TimedOut, $"{script.Title} took longer than {script.TimeLimit.TotalSeconds:0} s");
        }
    }

    /// <summary>Logs in, unless that is done already. A connection that broke is opened anew.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (socket is null)
        {
            return;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (master is { HasExited: false })
            {
                return;
            }

            master?.Dispose();
            File.Delete(socket);
            master = Start(SshArguments.Master(dialled, socket));
            while (!File.Exists(socket))
            {
                if (master.HasExited)
                {
                    throw await RefusedAsync(master, cancellationToken).ConfigureAwait(false);
                }

                await Task.Delay(SocketPoll, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        master?.Dispose();
        gate.Dispose();
    }

    private LocalProcess Start(IEnumerable<string> arguments)
    {
        try
        {
            return LocalProcess.Start(options.Program, arguments);
        }
        catch (Win32Exception problem)
        {
            throw NodeErrors.Create(node, NodeErrorKind.Unreachable, $"the OpenSSH client '{options.Program}' cannot be started here ({problem.Message})", problem);
        }
    }

    private async Task<NodeException> RefusedAsync(LocalProcess ended, CancellationToken cancellationToken)
    {
        var words = (await ended.FinishAsync(default, cancellationToken).ConfigureAwait(false)).Error;
        var (kind, detail) = SshFailure.Read(words);
        if (kind == NodeErrorKind.HostKeyUnknown && detail.Length == 0)
        {
            using var talking = Start(SshArguments.Verbose(dialled));
            detail = SshFailure.Read((await talking.FinishAsync(default, cancellationToken).ConfigureAwait(false)).Error).Detail;
        }

        return NodeErrors.Create(node, kind, detail);
    }

    private IReadOnlyList<ScriptRecord> Read(ProcessResult result)
    {
        // 255 is the SSH client's own failure; a script never ends with it.
        const int ClientFailed = 255;
        if (result.ExitCode == ClientFailed)
        {
            var (kind, detail) = SshFailure.Read(result.Error);
            throw NodeErrors.Create(node, kind, detail);
        }

        if (result.Output.Length == 0 && SshFailure.ReadBecome(result.Error) is { } refused)
        {
            throw NodeErrors.Create(node, NodeErrorKind.BecomeRefused, refused);
        }

        try
        {
            var records = ScriptRecord.ParseAll(result.Output);
            ScriptFailure.ThrowIfAny(node, records);
            return records;
        }
        catch (ScriptProtocolException problem)
        {
            var words = result.Error.Trim();
            throw NodeErrors.Create(node, NodeErrorKind.Protocol, words.Length == 0 ? problem.Message : $"{problem.Message} Standard error: {words}", problem);
        }
    }

    private string Become(string command) => node.Ssh.Become switch
    {
        BecomeMethod.Sudo when options.BecomePassword is null => $"sudo -n {command}",
        BecomeMethod.Sudo => $"sudo -S -p '' {command}",
        _ => command,
    };
}
