using System.Diagnostics;
using System.Text;

namespace HaControlPlane.Nodes;

/// <summary>A program started here, without a shell, killed with all its children when it is cancelled, and when it is disposed.</summary>
internal sealed class LocalProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private LocalProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => process.HasExited;

    public static LocalProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
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

        return new LocalProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
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

        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return new ProcessResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
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
