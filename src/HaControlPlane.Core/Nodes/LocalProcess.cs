using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HaControlPlane.Nodes;

/// <summary>A program started here, without a shell, killed with all its children when it is cancelled, and when it is disposed.</summary>
internal sealed class LocalProcess : IDisposable
{
    /// <summary>What a process that was killed wrote is in its pipes already.</summary>
    private static readonly TimeSpan WordsWithin = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly Task<string?> greeting;
    private readonly Task<(string Text, int? ExitCode)> output;
    private readonly Task<(string Text, int? ExitCode)> error;

    private LocalProcess(Process process, bool greets, string? lastLine)
    {
        this.process = process;
        greeting = greets ? process.StandardOutput.ReadLineAsync() : Task.FromResult<string?>(null);
        output = ReadAsync(process.StandardOutput, greeting, lastLine);
        error = ReadAsync(process.StandardError, Task.CompletedTask, lastLine);
    }

    public bool HasExited => process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What it has in its environment besides ours.</param>
    /// <param name="greets">Its first line of output is a sign of life, and none of its answer.</param>
    /// <param name="lastLine">What follows its answer on standard output and on standard error, with the answer's exit code in one line; null for one that ends with its answer.</param>
    public static LocalProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, bool greets = false, string? lastLine = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new LocalProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."), greets, lastLine);
    }

    public static async Task<ProcessResult> RunAsync(string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        return await process.FinishAsync(input, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes to its standard input, which stays open. One that has ended hears nothing.</summary>
    public async Task TellAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            await process.StandardInput.BaseStream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Whoever waits for it to end says why.
        }
    }

    public async Task<ProcessResult> FinishAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        using var killer = cancellationToken.UnsafeRegister(static p => ((LocalProcess)p!).Kill(withChildren: true), this);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code and its words say why.
        }

        return await AnswerAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Its first line; null when it ended without one.</summary>
    public Task<string?> GreetingAsync(CancellationToken cancellationToken) => greeting.WaitAsync(cancellationToken);

    /// <summary>What it says up to its last line, after which it goes on; or how it ended before that. Killed when this is cancelled.</summary>
    public async Task<ProcessResult> AnswerAsync(CancellationToken cancellationToken)
    {
        using var killer = cancellationToken.UnsafeRegister(static p => ((LocalProcess)p!).Kill(withChildren: true), this);
        var (answer, words) = (await output.WaitAsync(cancellationToken).ConfigureAwait(false), await error.WaitAsync(cancellationToken).ConfigureAwait(false));
        if (answer.ExitCode is { } code)
        {
            return new ProcessResult(code, answer.Text, words.Text);
        }

        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return new ProcessResult(process.ExitCode, answer.Text, words.Text);
    }

    /// <summary>How it ended, its answer, and what it wrote to standard error after that.</summary>
    /// <exception cref="OperationCanceledException">It goes on.</exception>
    public async Task<ProcessResult> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        var answer = await output.WaitAsync(cancellationToken).ConfigureAwait(false);
        var words = await error.WaitAsync(cancellationToken).ConfigureAwait(false);
        var rest = words.ExitCode is null ? words.Text : await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return new ProcessResult(process.ExitCode, answer.Text, rest);
    }

    /// <summary>Ends it with its children at once, and says what it wrote to standard error.</summary>
    public async Task<string> GiveUpAsync()
    {
        Kill(withChildren: true);
        using var patience = new CancellationTokenSource(WordsWithin);
        try
        {
            return (await error.WaitAsync(patience.Token).ConfigureAwait(false)).Text;
        }
        catch (OperationCanceledException)
        {
            // A process it left behind holds its standard error.
            return "";
        }
    }

    private static async Task<(string Text, int? ExitCode)> ReadAsync(StreamReader reader, Task before, string? lastLine)
    {
        await before.ConfigureAwait(false);
        if (lastLine is null)
        {
            return (await reader.ReadToEndAsync().ConfigureAwait(false), null);
        }

        var text = new StringBuilder();
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(lastLine, StringComparison.Ordinal) && int.TryParse(line.AsSpan(lastLine.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var code))
            {
                return (text.ToString(), code);
            }

            text.Append(line).Append('\n');
        }

        return (text.ToString(), null);
    }

    /// <summary>Ends its standard input and leaves it to itself.</summary>
    public void LetGo()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    public void Dispose()
    {
        Kill(withChildren: false);
        process.Dispose();
    }

    /// <summary>To find the children every process of the machine is looked at. A client that ended has none, and those of one that is killed end with their pipes.</summary>
    private void Kill(bool withChildren)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(withChildren);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
