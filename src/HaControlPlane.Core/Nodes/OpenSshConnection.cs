using System.ComponentModel;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>One node over the OpenSSH client: one login, shared by every script through the client's control socket.</summary>
/// <param name="node">The node.</param>
/// <param name="options">How the client is used.</param>
/// <param name="alone">Where the control socket of a connection goes that is not kept; null where connections cannot be shared.</param>
/// <param name="kept">Where the connection is kept for later runs; null for nowhere.</param>
/// <param name="config">A client configuration to use in place of the topology's; null for the topology's.</param>
/// <param name="login">The password to log in with; null for none.</param>
internal sealed class OpenSshConnection(ControlPlaneNode node, OpenSshOptions options, string? alone, string? kept, string? config, PasswordLogin? login) : INodeConnection, IDisposable
{
    /// <summary>How often the control socket is looked for while the client logs in.</summary>
    private static readonly TimeSpan SocketPoll = TimeSpan.FromMilliseconds(5);

    /// <summary>A signal's way through the runtime takes a few milliseconds; this is for a busy machine.</summary>
    private static readonly TimeSpan InterruptionHeardWithin = TimeSpan.FromMilliseconds(50);

    private readonly ControlPlaneNode dialled = node with { Ssh = node.Ssh with { User = options.User ?? node.Ssh.User, ConfigFile = config ?? node.Ssh.ConfigFile } };
    private readonly SemaphoreSlim gate = new(1, 1);
    private LocalProcess? master;

    /// <summary>The control socket in use.</summary>
    private string? at = alone is null ? null : kept ?? alone;

    /// <summary>The connection is one that an earlier run left.</summary>
    private bool joined;

    /// <summary>A refused password is not tried again.</summary>
    private NodeException? refusal;

    public async Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (at is null)
        {
            // The node must not take the end of this connection for the end of the run.
            script = script.With("hacp_alone=yes");
        }

        var command = RootCommand.Of(node.Ssh.Become, options.SudoPassword is not null, script.Command);
        var arguments = at is null ? SshArguments.Alone(dialled, command) : SshArguments.Over(dialled, at, command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(script.TimeLimit);
        try
        {
            var input = script.Input(node.Ssh.Become == BecomeMethod.Sudo ? options.SudoPassword?.Reveal() : null);
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
        if (at is null)
        {
            if (login is not null)
            {
                throw Refused("the SSH client of this system cannot be told one; use a key");
            }

            return;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (master is { HasExited: false } || (joined && File.Exists(at)))
            {
                return;
            }

            if (refusal is not null)
            {
                throw new NodeException(refusal.Error);
            }

            master?.Dispose();
            master = null;
            if (!await JoinAsync(cancellationToken).ConfigureAwait(false))
            {
                File.Delete(at);
                await LogInAsync(at, cancellationToken).ConfigureAwait(false);
            }
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

    /// <summary>Takes the connection that an earlier run left, where there is one that works; else the place to leave ours.</summary>
    private async Task<bool> JoinAsync(CancellationToken cancellationToken)
    {
        joined = false;
        if (kept is not null)
        {
            (at, joined) = await KeptConnections.FindAsync(kept, alone!, WorksAsync, cancellationToken).ConfigureAwait(false);
        }

        return joined;
    }

    /// <summary>The client's process may be well, and the node gone since.</summary>
    private async Task<bool> WorksAsync(string over, CancellationToken cancellationToken) =>
        (await LocalProcess.RunAsync(options.Program, SshArguments.Over(dialled, over, "exit 0"), default, cancellationToken).ConfigureAwait(false)).ExitCode == 0;

    private async Task LogInAsync(string over, CancellationToken cancellationToken)
    {
        if (login is { IsOneLine: false })
        {
            throw Refused("it has a line break, and the SSH client takes one line");
        }

        using var question = login is null ? null : new PasswordQuestion(login, over + ".asked");
        master = Start(SshArguments.Master(dialled, over, question is not null, over == alone ? null : KeptConnections.Time), question?.Environment);
        while (!File.Exists(over))
        {
            if (master.HasExited)
            {
                throw await RefusedAsync(master, question, cancellationToken).ConfigureAwait(false);
            }

            if (question is { IsWaiting: true } && !await question.AnswerAsync(master, cancellationToken).ConfigureAwait(false))
            {
                master.Dispose();
                master = null;
                throw Refused("other nodes refused the password already, so it was not tried here");
            }

            await Task.Delay(SocketPoll, cancellationToken).ConfigureAwait(false);
        }

        question?.Accepted();
    }

    public void Dispose()
    {
        // What is not logged in yet has nothing to keep.
        if (at != alone && File.Exists(at))
        {
            master?.LetGo();
        }
        else
        {
            master?.Dispose();
        }

        gate.Dispose();
    }

    private LocalProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        try
        {
            return LocalProcess.Start(options.Program, arguments, environment);
        }
        catch (Win32Exception problem)
        {
            throw NodeErrors.Create(node, NodeErrorKind.Unreachable, $"the OpenSSH client '{options.Program}' cannot be started here ({problem.Message})", problem);
        }
    }

    private NodeException Refused(string detail) => NodeErrors.Create(node, NodeErrorKind.PasswordRefused, detail);

    private async Task<NodeException> RefusedAsync(LocalProcess ended, PasswordQuestion? question, CancellationToken cancellationToken)
    {
        var words = (await ended.FinishAsync(default, cancellationToken).ConfigureAwait(false)).Error;
        var (kind, detail) = SshFailure.Read(words);
        if (question?.WhyNot(kind, detail) is { } why)
        {
            return Refused(why);
        }

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

        return ScriptAnswer.Read(node, result.Output, result.Error);
    }
}
