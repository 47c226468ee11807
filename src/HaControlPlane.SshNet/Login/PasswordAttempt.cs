using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet.Login;

/// <summary>
/// A login with a password, which is told a node once at most. So the node is first asked what it wants, without the password,
/// and then gets it in the one way that it takes, in its turn among the nodes.
/// </summary>
internal sealed class PasswordAttempt(
    ControlPlaneNode node, PasswordLogin login, SshTarget target, Func<AuthenticationMethod[], CancellationToken, Task<SshClient>> connect)
{
    private const string ByPassword = "password";
    private const string ByQuestion = "keyboard-interactive";

    /// <summary>Logs in.</summary>
    /// <exception cref="NodeException">The password is refused, or cannot be told.</exception>
    public async Task<SshClient> RunAsync(CancellationToken cancellationToken)
    {
        string[] wanted;
        using (var key = Key())
        {
            try
            {
                return await connect([(AuthenticationMethod?)key ?? new NoneAuthenticationMethod(target.User)], cancellationToken).ConfigureAwait(false);
            }
            catch (SshAuthenticationException refused)
            {
                wanted = key?.AllowedAuthentications ?? SshNetFailure.Methods(refused);
                if (!wanted.Contains(ByPassword) && !wanted.Contains(ByQuestion))
                {
                    throw Refused($"no password is asked for ({SshNetFailure.Words(refused)})");
                }
            }
        }

        return await TellAsync(wanted.Contains(ByPassword), cancellationToken).ConfigureAwait(false);
    }

    private async Task<SshClient> TellAsync(bool outright, CancellationToken cancellationToken)
    {
        var turn = await login.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        if (turn == PasswordTurn.Never)
        {
            throw Refused("other nodes refused the password already, so it was not tried here");
        }

        bool? outcome = null;
        var questions = new Questions(login);
        using var key = Key();
        using AuthenticationMethod method = outright ? new PasswordAuthenticationMethod(target.User, login.Bytes) : questions.Method(target.User);
        try
        {
            AuthenticationMethod[] methods = key is null ? [method] : [key, method];
            var client = await connect(methods, cancellationToken).ConfigureAwait(false);
            outcome = true;
            return client;
        }
        catch (SshAuthenticationException refused)
        {
            outcome = false;
            var asked = method.AllowedAuthentications ?? [];
            throw Refused(!outright || !asked.Contains(ByQuestion) || SshNetFailure.IsRefusalOf(refused, ByPassword)
                ? "the password is refused"
                : $"the password is refused, or not enough ({SshNetFailure.Words(refused)})");
        }
        catch (NodeException) when (questions.Other is { } other)
        {
            outcome = questions.WasAnswered ? false : null;
            throw Refused($"the password is refused, or not enough: then it asks for '{other}'");
        }
        finally
        {
            if (turn == PasswordTurn.Alone)
            {
                login.EndTurn(outcome);
            }
        }
    }

    /// <summary>A key that is named goes first, for servers that want both.</summary>
    private PrivateKeyAuthenticationMethod? Key() =>
        node.Ssh.KeyFile is not null && LoginKeys.Of(target, onlyFiles: true).Sources is { Count: > 0 } keys ? new(target.User, [.. keys]) : null;

    private NodeException Refused(string detail) => NodeErrors.Create(node, NodeErrorKind.PasswordRefused, detail);
}
