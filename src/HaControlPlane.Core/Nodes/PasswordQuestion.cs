namespace HaControlPlane.Nodes;

/// <summary>One login with a password: the client's question, the answer, and what came of it.</summary>
/// <param name="login">The password.</param>
/// <param name="asked">The file in which the client's askpass program leaves the question; that of a second one has <c>.again</c> after its name.</param>
internal sealed class PasswordQuestion(PasswordLogin login, string asked) : IDisposable
{
    private bool answered;
    private bool alone;

    /// <inheritdoc cref="PasswordLogin.Environment"/>
    public IReadOnlyDictionary<string, string> Environment => login.Environment(asked);

    /// <summary>The client waits for an answer.</summary>
    public bool IsWaiting => !answered && File.Exists(asked);

    /// <summary>The client was told.</summary>
    public bool IsAnswered => answered;

    /// <summary>Tells the client the password, in this node's turn; false when it has none any more.</summary>
    public async Task<bool> AnswerAsync(LocalProcess client, CancellationToken cancellationToken)
    {
        var turn = await login.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        alone = turn == PasswordTurn.Alone;
        answered = true;
        if (turn != PasswordTurn.Never)
        {
            await client.TellAsync(login.Line, cancellationToken).ConfigureAwait(false);
        }

        return turn != PasswordTurn.Never;
    }

    /// <summary>The login came about.</summary>
    public void Accepted() => End(true);

    /// <summary>Why the login did not come about, as far as the password is the reason; else null.</summary>
    /// <param name="kind">What the client's words mean.</param>
    /// <param name="words">The client's words.</param>
    public string? WhyNot(NodeErrorKind kind, string words)
    {
        var again = File.Exists(asked + ".again") ? File.ReadAllText(asked + ".again").Trim() : null;
        var refused = answered && (again is not null || kind == NodeErrorKind.AuthenticationRefused);
        End(refused ? false : null);
        return (refused, again) switch
        {
            (true, not null) when !again.Contains("assword", StringComparison.Ordinal) => $"the password is refused, or not enough: then it asks for '{again}'",
            (true, _) => "the password is refused",
            _ when words.Contains("ssh_askpass: exec", StringComparison.Ordinal) => "the SSH client may not run programs of our temporary folder here; name another with TMPDIR",
            _ when kind == NodeErrorKind.AuthenticationRefused => $"no password is asked for ({words})",
            _ => null,
        };
    }

    public void Dispose()
    {
        End(null);
        File.Delete(asked);
        File.Delete(asked + ".again");
    }

    private void End(bool? outcome)
    {
        if (alone)
        {
            alone = false;
            login.EndTurn(outcome);
        }
    }
}
