using System.Diagnostics;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Runs a program to its end.</summary>
internal static class Program
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>What it wrote to standard output; an error when it fails.</summary>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var words = arguments.ToArray();
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', words)} took longer than {Limit.TotalSeconds} s.");
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}: {await output} {await error}");
    }
}
