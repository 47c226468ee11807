using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What it means that a client over the shared login ended without a script's answer.</summary>
internal static class ClientEnd
{
    /// <summary>The client's own failure, or, without a word, a command that a signal ended; a script never ends with it.</summary>
    public const int Failed = 255;

    /// <summary>A client that found no shared login goes its own way, which is barred.</summary>
    private const string NoSharedLogin = "UNKNOWN port";

    /// <summary>What the client says when the server gives it no session; it goes its own way then too.</summary>
    private const string SessionRefused = "Session open refused by peer";

    /// <summary>The words of a client whose connection the network or the server ended.</summary>
    private static readonly string[] NetworkWords = ["Timeout, server", "timed out", "Connection reset", "closed by remote host", "Broken pipe", "No route to host", "Network is unreachable", "send disconnect"];

    /// <summary>The shared login was gone before anything was sent: to send it once more over a new one repeats nothing.</summary>
    public static bool SentNothing(ProcessResult client) => client is { ExitCode: Failed, Output.Length: 0 }
        && client.Error.Contains(NoSharedLogin, StringComparison.Ordinal) && !client.Error.Contains("mux_client", StringComparison.Ordinal);

    /// <summary>The error.</summary>
    /// <param name="node">The node.</param>
    /// <param name="client">How the client of the script ended: with <see cref="Failed"/>, having said something.</param>
    /// <param name="master">How the client that holds the login ended; null where it lives, or is not ours.</param>
    public static NodeException Of(ControlPlaneNode node, ProcessResult client, ProcessResult? master)
    {
        if (client.Error.Contains(SessionRefused, StringComparison.Ordinal))
        {
            return NodeErrors.Create(node, NodeErrorKind.SessionRefused, "");
        }

        if (master is not null)
        {
            return OfMaster(node, master);
        }

        return client.Error.Contains(NoSharedLogin, StringComparison.Ordinal)
            ? NodeErrors.Create(node, NodeErrorKind.ClientEnded, $"its login is gone ({SshFailure.LastWords(client.Error)})")
            : FromWords(node, client.Error);
    }

    /// <summary>The error of a client's own words.</summary>
    public static NodeException FromWords(ControlPlaneNode node, string words)
    {
        var (kind, detail) = SshFailure.Read(words);
        return NodeErrors.Create(node, kind, detail);
    }

    private static NodeException OfMaster(ControlPlaneNode node, ProcessResult master)
    {
        var words = master.Error.Trim().Length == 0 ? "it gave no reason" : SshFailure.LastWords(master.Error);
        if (master.ExitCode != Failed && LoginRefusal.Of(node, new ScriptEnd(master.Output, master.Error, master.ExitCode, TimeSpan.Zero)) is { } refused)
        {
            return refused;
        }

        return master.ExitCode == Failed && NetworkWords.Any(w => master.Error.Contains(w, StringComparison.Ordinal))
            ? NodeErrors.Create(node, NodeErrorKind.Unreachable, $"the connection broke: {words}")
            : NodeErrors.Create(node, NodeErrorKind.ClientEnded, master.ExitCode switch
            {
                Failed => $"it failed: {words}",
                > 128 => $"signal {master.ExitCode - 128} ended it: {words}",
                _ => $"the command that holds the login on the node ended with exit code {master.ExitCode}: {words}",
            });
    }
}
