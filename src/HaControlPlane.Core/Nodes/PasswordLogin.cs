using System.Text;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>
/// The login password of a run. Until a node has accepted it only one node at a time is told it, and after two refusals none: all
/// nodes may ask one directory, and that locks an account after a few failures.
/// </summary>
/// <param name="password">The password.</param>
/// <param name="folder">Where a program that asks us for it may be written; null where the transport needs none.</param>
internal sealed class PasswordLogin(Secret password, DirectoryInfo? folder = null) : IDisposable
{
    /// <summary>Directories lock after three failures at the least; one is left for the person.</summary>
    private const int RefusalsAllowed = 2;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lazy<string> program = new(() => WriteProgram(Path.Combine(
        folder?.FullName ?? throw new InvalidOperationException("There is no folder for the program that asks."), "askpass")));
    private bool accepted;
    private int refusals;

    /// <summary>What the client is told when it asks.</summary>
    public ReadOnlyMemory<byte> Line => Encoding.UTF8.GetBytes(password.Reveal() + "\n");

    /// <summary>The password itself, for a transport of this process.</summary>
    public string Text => password.Reveal();

    /// <summary>The same as the server gets it.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(password.Reveal());

    /// <summary>The client takes no more than a line.</summary>
    public bool IsOneLine => password.Reveal().AsSpan().IndexOfAny("\n\r\0") < 0;

    /// <summary>What the client needs in its environment to ask us and no person. No secret is in it.</summary>
    /// <param name="asked">The file in which the question is left.</param>
    public IReadOnlyDictionary<string, string> Environment(string asked) => new Dictionary<string, string>
    {
        ["SSH_ASKPASS"] = program.Value,
        ["SSH_ASKPASS_REQUIRE"] = "force",
        ["HACP_ASKED"] = asked,
    };

    /// <summary>Waits until a node may be told the password.</summary>
    public async Task<PasswordTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var turn = accepted ? PasswordTurn.AlongWithOthers : refusals < RefusalsAllowed ? PasswordTurn.Alone : PasswordTurn.Never;
        if (turn != PasswordTurn.Alone)
        {
            gate.Release();
        }

        return turn;
    }

    /// <summary>Ends a turn that was taken alone.</summary>
    /// <param name="outcome">Whether the node accepted the password; null when that was not to be learnt.</param>
    public void EndTurn(bool? outcome)
    {
        accepted |= outcome is true;
        refusals += outcome is false ? 1 : 0;
        gate.Release();
    }

    public void Dispose() => gate.Dispose();

    private static string WriteProgram(string path)
    {
        using var source = typeof(PasswordLogin).Assembly.GetManifestResourceStream("askpass.sh")
            ?? throw new InvalidOperationException("askpass.sh is not embedded in the assembly.");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        using var file = new FileStream(path, options);
        source.CopyTo(file);
        return path;
    }
}
