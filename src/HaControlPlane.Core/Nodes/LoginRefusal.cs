using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Why a login that came about ran something else than the script, as far as what came back tells it.</summary>
internal static class LoginRefusal
{
    /// <summary>More of a foreign answer than this is no help in an error.</summary>
    private const int LongestQuote = 120;

    /// <summary>What programs say that stand in a shell's place and run no command: nologin of shadow and of util-linux, sshd's internal-sftp.</summary>
    private static readonly string[] NoShell = ["account is currently not available", "account is not available", "sftp connections only"];

    /// <summary>The error; null where the script ran, or nothing tells why it did not.</summary>
    public static NodeException? Of(ControlPlaneNode node, ScriptEnd end)
    {
        var said = FirstLine(end.Output.Length > 0 ? end.Output : end.Error);
        return end switch
        {
            { HasNoRecord: false } => null,
            _ when NoShell.FirstOrDefault(w => Says(end, w)) is not null => NodeErrors.Create(node, NodeErrorKind.LoginRunsNothing, $"'{said}'"),
            _ when Says(end, ": restricted") => NodeErrors.Create(node, NodeErrorKind.LoginRunsNothing, $"its shell is restricted ('{said}')"),
            { ByASignal: true } => null,
            { IsSilent: true } => NodeErrors.Create(node, NodeErrorKind.ShellEnded, $"with exit code {end.ExitCode}, and without a word"),
            { Output.Length: > 0 } => NodeErrors.Create(node, NodeErrorKind.OtherCommand, $"'{said}'"),
            _ => null,
        };
    }

    private static bool Says(ScriptEnd end, string words) =>
        end.Output.Contains(words, StringComparison.OrdinalIgnoreCase) || end.Error.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string FirstLine(string text)
    {
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return line.Length > LongestQuote ? line[..LongestQuote] + "…" : line;
    }
}
