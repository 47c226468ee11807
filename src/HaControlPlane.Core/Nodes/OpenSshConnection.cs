using System.ComponentModel;
using System.Diagnostics;
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
    /// <summary>How often the control socket is looked for while the client logs in; and when it has been at that for a second, as with a node that is dead.</summary>
    private static readonly TimeSpan SocketPoll = TimeSpan.FromMilliseconds(5), LatePoll = TimeSpan.FromMilliseconds(100);

    /// <summary>A signal's way through the runtime takes a few milliseconds; this is for a busy machine.</summary>
    private static readonly TimeSpan InterruptionHeardWithin = TimeSpan.FromMilliseconds(50);

    /// <summary>What a node says over a connection that was kept, before anything is sent to it.</summary>
    private const string Greeting = "@here";

    private const string Greet = "echo " + Greeting;

    private readonly ControlPlaneNode dialled = node with { Ssh = node.Ssh with { User = options.User ?? node.Ssh.User, ConfigFile = config ?? node.Ssh.ConfigFile } };
    private readonly SemaphoreSlim gate = new(1, 1);
    private LocalProcess? master;

    /// <summary>The control socket in use.</summary>
    private string? at = alone is null ? null : kept ?? alone;

    /// <summary>The connection is one that an earlier run left.</summary>
    private bool joined;

    /// <summary>The client over a kept connection whose node has answered, and waits for the script.</summary>
    private LocalProcess? greeted;

    /// <summary>A refused password is not tried again.</summary>
    private NodeException? refusal;

    public async Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken)
    {
        if (at is null)
        {
            // The node must not take the end of this connection for the end of the run.
            script = script.With("hacp_alone=yes");
        }

        var finish = await OpenAsync(script, cancellationToken).ConfigureAwait(false) ?? SendAsync;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(script.TimeLimit);
        try
        {
            return Read(await finish(limit.Token).ConfigureAwait(false));
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

        Task<ProcessResult> SendAsync(CancellationToken token) => LocalProcess.RunAsync(
            options.Program, at is null ? SshArguments.Alone(dialled, CommandOf(script)) : SshArguments.Over(dialled, at, CommandOf(script)), InputOf(script), token);
    }

    private string CommandOf(NodeScript script) => RootCommand.Of(node.Ssh.Become, options.SudoPassword is not null, script.Command);

    private byte[] InputOf(NodeScript script) => script.Input(node.Ssh.Become == BecomeMethod.Sudo ? options.SudoPassword?.Reveal() : null);

    /// <summary>Logs in, unless that is done already. A connection that broke is opened anew.</summary>
    /// <param name="script">What is to run first: it goes along with the login, which saves a round trip and a client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How to wait for the script's answer; null when it did not go along.</returns>
    public async Task<Func<CancellationToken, Task<ProcessResult>>?> OpenAsync(NodeScript? script, CancellationToken cancellationToken)
    {
        if (at is null)
        {
            if (login is not null)
            {
                throw Refused("the SSH client of this system cannot be told one; use a key");
            }

            return null;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (master is { HasExited: false } || (joined && File.Exists(at)))
            {
                return null;
            }

            if (refusal is not null)
            {
                throw new NodeException(refusal.Error);
            }

            master?.Dispose();
            master = null;
            greeted = null;
            if (!await JoinAsync(script, cancellationToken).ConfigureAwait(false))
            {
                File.Delete(at);
                return await LogInAsync(at, script, cancellationToken).ConfigureAwait(false);
            }

            return greeted is not { } client ? null : async token =>
            {
                using (client)
                {
                    return await client.FinishAsync(InputOf(script!), token).ConfigureAwait(false);
                }
            };
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
    private async Task<bool> JoinAsync(NodeScript? script, CancellationToken cancellationToken)
    {
        joined = false;
        if (kept is not null)
        {
            (at, joined) = await KeptConnections.FindAsync(kept, alone!, (over, token) => WorksAsync(over, script, token), cancellationToken).ConfigureAwait(false);
        }

        return joined;
    }

    /// <summary>The client's process may be well, and the node gone since. The script itself is sent only to a node that has answered.</summary>
    private async Task<bool> WorksAsync(string over, NodeScript? script, CancellationToken cancellationToken)
    {
        var client = LocalProcess.Start(options.Program, SshArguments.Over(dialled, over, script is null ? Greet : $"{Greet}; {CommandOf(script)}"), greets: true);
        try
        {
            if (await client.GreetingAsync(cancellationToken).ConfigureAwait(false) != Greeting)
            {
                return false;
            }

            if (script is not null)
            {
                (greeted, client) = (client, null);
            }

            return true;
        }
        finally
        {
            client?.Dispose();
        }
    }

    private async Task<Func<CancellationToken, Task<ProcessResult>>?> LogInAsync(string over, NodeScript? script, CancellationToken cancellationToken)
    {
        if (options.SudoPassword is not null)
        {
            // What hands sudo its password and then the script does so to the end of the input, which is to stay open.
            script = null;
        }

        if (login is { IsOneLine: false })
        {
            throw Refused("it has a line break, and the SSH client takes one line");
        }

        using var question = login is null ? null : new PasswordQuestion(login, over + ".asked");
        master = Start(
            SshArguments.Master(dialled, script is null ? null : CommandOf(script), over, question is not null, over == alone ? null : KeptConnections.Time),
            question?.Environment,
            script is null ? null : SshArguments.AnswerEnds);
        // A password comes first; else what the client reads before it is logged in waits in its pipe.
        var told = script is null || question is not null ? null : master.TellAsync(InputOf(script), cancellationToken);
        var since = Stopwatch.GetTimestamp();
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

            await Task.Delay(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(1) ? SocketPoll : LatePoll, cancellationToken).ConfigureAwait(false);
        }

        question?.Accepted();
        if (script is null)
        {
            return null;
        }

        var client = master;
        return async token =>
        {
            await (told ?? client.TellAsync(InputOf(script), token)).ConfigureAwait(false);
            return await client.AnswerAsync(token).ConfigureAwait(false);
        };
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

    private LocalProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? lastLine = null)
    {
        try
        {
            return LocalProcess.Start(options.Program, arguments, environment, lastLine: lastLine);
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
