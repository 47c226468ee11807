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
/// <param name="find">Finds the client of this machine; null where there is none.</param>
internal sealed class OpenSshConnection(
    ControlPlaneNode node, OpenSshOptions options, string? alone, string? kept, string? config, PasswordLogin? login, Func<Task<OpenSshClient?>> find) : INodeConnection, IDisposable
{
    /// <summary>How often the control socket is looked for while the client logs in; and when it has been at that for a second, as with a node that is dead.</summary>
    private static readonly TimeSpan SocketPoll = TimeSpan.FromMilliseconds(5), LatePoll = TimeSpan.FromMilliseconds(100);

    /// <summary>A client whose connection is gone ends within moments; this is for a busy machine.</summary>
    private static readonly TimeSpan MasterEndsWithin = TimeSpan.FromSeconds(1);

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

    /// <summary>The client's version, once it is known.</summary>
    private Version version = ClientOptions.Assumed;

    /// <summary>How often a login was opened or joined: tells one that is lost from its successor.</summary>
    private int opened;

    public async Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken)
    {
        if (at is null)
        {
            // The node must not take the end of this connection for the end of the run.
            script = script.With("hacp_alone=yes");
        }

        var finish = await OpenAsync(script, cancellationToken).ConfigureAwait(false) ?? SendAsync;
        var over = opened;
        var since = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(script.TimeLimit);
        try
        {
            var answer = await finish(limit.Token).ConfigureAwait(false);
            if (at is not null && ClientEnd.SentNothing(answer))
            {
                finish = await OpenAsync(script, limit.Token, lost: over).ConfigureAwait(false) ?? SendAsync;
                answer = await finish(limit.Token).ConfigureAwait(false);
            }

            return await ReadAsync(answer, Stopwatch.GetElapsedTime(since)).ConfigureAwait(false);
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
            options.Program, at is null ? SshArguments.Alone(version, dialled, CommandOf(script)) : SshArguments.Over(version, dialled, at, CommandOf(script)), InputOf(script), token);
    }

    private string CommandOf(NodeScript script) => RootCommand.Of(node.Ssh.Become, options.SudoPassword is not null, script.Command);

    private byte[] InputOf(NodeScript script) => script.Input(node.Ssh.Become == BecomeMethod.Sudo ? options.SudoPassword?.Reveal() : null);

    /// <summary>Logs in, unless that is done already. A connection that broke is opened again.</summary>
    /// <param name="script">What is to run first: it goes along with the login, which saves a round trip and a client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="lost">The number of the login that was found to be gone; null for none.</param>
    /// <returns>How to wait for the script's answer; null when it did not go along.</returns>
    public async Task<Func<CancellationToken, Task<ProcessResult>>?> OpenAsync(NodeScript? script, CancellationToken cancellationToken, int? lost = null)
    {
        version = (await find().ConfigureAwait(false) ?? throw NodeErrors.Create(node, NodeErrorKind.ClientMissing, OpenSshClient.WhereNot(options.Program))).Version ?? ClientOptions.Assumed;
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
            if (lost != opened && (master is { HasExited: false } || (joined && File.Exists(at))))
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
            opened++;
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
        var client = LocalProcess.Start(options.Program, SshArguments.Over(version, dialled, over, script is null ? Greet : $"{Greet}; {CommandOf(script)}"), greets: true);
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
            SshArguments.Master(version, dialled, script is null ? null : CommandOf(script), over, question is not null, over == alone ? null : KeptConnections.Time),
            question?.Environment,
            script is null ? null : SshArguments.AnswerEnds);
        // A password comes first; else what the client reads before it is logged in waits in its pipe.
        var told = script is null || question is not null ? null : master.TellAsync(InputOf(script), cancellationToken);
        var since = Stopwatch.GetTimestamp();
        while (!File.Exists(over))
        {
            if (master.HasExited)
            {
                return await EndedAsync(master, question, script is not null, cancellationToken).ConfigureAwait(false);
            }

            if (Stopwatch.GetElapsedTime(since) > options.LoginWithin)
            {
                throw await GivenUpAsync(master, question).ConfigureAwait(false);
            }

            if (question is { IsWaiting: true })
            {
                if (!await question.AnswerAsync(master, cancellationToken).ConfigureAwait(false))
                {
                    master.Dispose();
                    master = null;
                    throw Refused("other nodes refused the password already, so it was not tried here");
                }

                // The node's turn to be told may have taken long to come.
                since = Stopwatch.GetTimestamp();
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
            throw NodeErrors.Create(node, NodeErrorKind.ClientMissing, $"'{options.Program}' cannot be started ({problem.Message})", problem);
        }
    }

    private NodeException Refused(string detail) => NodeErrors.Create(node, NodeErrorKind.PasswordRefused, detail);

    /// <summary>The client ended before its socket was seen: it could not log in, or the command is over already.</summary>
    /// <returns>How to take the answer of the script that went along.</returns>
    private async Task<Func<CancellationToken, Task<ProcessResult>>> EndedAsync(LocalProcess ended, PasswordQuestion? question, bool withScript, CancellationToken cancellationToken)
    {
        var result = await ended.FinishAsync(default, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode == ClientEnd.Failed)
        {
            throw await RefusedAsync(result.Error, question, cancellationToken).ConfigureAwait(false);
        }

        question?.Accepted();
        if (!withScript)
        {
            throw ClientEnd.Of(node, result, master: result);
        }

        return _ => Task.FromResult(result);
    }

    /// <summary>Ends a client that has not logged in for too long, with the processes it started.</summary>
    private async Task<NodeException> GivenUpAsync(LocalProcess client, PasswordQuestion? question)
    {
        var words = await client.GiveUpAsync().ConfigureAwait(false);
        client.Dispose();
        master = null;
        var at = question is { IsAnswered: true } ? "no word came after the password" : "connecting and logging in";
        return NodeErrors.Create(node, NodeErrorKind.LoginTimedOut,
            $"{at} took longer than {options.LoginWithin.TotalSeconds:0.#} s{(words.Trim().Length == 0 ? "" : $" ({SshFailure.LastWords(words)})")}");
    }

    private async Task<NodeException> RefusedAsync(string words, PasswordQuestion? question, CancellationToken cancellationToken)
    {
        var (kind, detail) = SshFailure.Read(words);
        if (question?.WhyNot(kind, detail) is { } why)
        {
            return Refused(why);
        }

        if (kind == NodeErrorKind.HostKeyUnknown && detail.Length == 0)
        {
            using var talking = Start(SshArguments.Verbose(version, dialled));
            detail = SshFailure.Read((await talking.FinishAsync(default, cancellationToken).ConfigureAwait(false)).Error).Detail;
        }

        return NodeErrors.Create(node, kind, detail);
    }

    private async Task<IReadOnlyList<ScriptRecord>> ReadAsync(ProcessResult result, TimeSpan took)
    {
        const int ASignal = 128;
        var failed = result.ExitCode == ClientEnd.Failed;
        var holder = result.ExitCode > ASignal ? await MasterEndAsync().ConfigureAwait(false) : null;
        if (holder is not null || (failed && result.Error.Trim().Length > 0))
        {
            throw at is null ? ClientEnd.FromWords(node, result.Error) : ClientEnd.Of(node, result, holder);
        }

        return ScriptAnswer.Read(node, new ScriptEnd(result.Output, result.Error, failed ? null : result.ExitCode, took));
    }

    /// <summary>How the client ended that holds the login; null where it is well, or an earlier run's.</summary>
    private async Task<ProcessResult?> MasterEndAsync()
    {
        using var patience = new CancellationTokenSource(MasterEndsWithin);
        try
        {
            return master is null ? null : await master.EndAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
