using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HaControlPlane.Tests.Lab;

/// <summary>A program that a test started. What it writes can be read while it runs; disposing it kills it.</summary>
public sealed class Running : IDisposable
{
    private readonly Process process;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    private Running(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Error => Snapshot(error);

    public string Output => Snapshot(output);

    public static Running Start(string program, IEnumerable<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var running = new Running(new Process { StartInfo = start });
        running.process.OutputDataReceived += (_, line) => Append(running.output, line.Data);
        running.process.ErrorDataReceived += (_, line) => Append(running.error, line.Data);
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        running.process.StandardInput.Write(input);
        running.process.StandardInput.Close();
        return running;
    }

    public static async Task<Ran> RunAsync(string program, IEnumerable<string> arguments, string? input = null)
    {
        using var running = Start(program, arguments, input);
        return await running.EndAsync();
    }

    /// <summary>Waits for words on standard error.</summary>
    public Task SayAsync(string words) => Until.TrueAsync($"'{words}' is said", () =>
        Error.Contains(words, StringComparison.Ordinal) || (HasExited ? throw new InvalidOperationException($"It ended before: {Error}") : false));

    /// <summary>Sends a signal, to the whole process group where that is asked for, as a terminal does.</summary>
    public async Task SignalAsync(string signal, bool group = false) =>
        _ = (await RunAsync("kill", ["-s", signal, "--", (group ? -Id : Id).ToString(CultureInfo.InvariantCulture)])).Text;

    public async Task<Ran> EndAsync(TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(90);
        using var late = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} still ran after {limit.TotalSeconds} s.\n{Snapshot(output)}\n{Error}");
        }

        return new Ran(process.ExitCode, Snapshot(output), Error, clock.Elapsed);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            _ = line is null ? text : text.Append(line).Append('\n');
        }
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
