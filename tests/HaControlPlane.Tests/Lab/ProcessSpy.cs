using System.Collections.Concurrent;
using System.Text;

namespace HaControlPlane.Tests.Lab;

/// <summary>
/// Looks, as fast as it can, at the command line and the environment of every process of the machine, and so of the
/// admin and of every node: their process namespaces lie within ours.
/// </summary>
internal sealed class ProcessSpy : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly byte[] secret;
    private readonly Func<int, bool> allowed;
    private readonly ConcurrentDictionary<string, bool> sightings = new(StringComparer.Ordinal);
    private readonly Task looking;
    private int looks;

    /// <param name="secret">What no process may show.</param>
    /// <param name="allowed">Processes whose own environment was given the secret by the test.</param>
    public ProcessSpy(string secret, Func<int, bool>? allowed = null)
    {
        this.secret = Encoding.UTF8.GetBytes(secret);
        this.allowed = allowed ?? (_ => false);
        looking = Task.Factory.StartNew(Look, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Stops, and tells which processes showed the secret and where.</summary>
    public async Task<IReadOnlyCollection<string>> SightingsAsync()
    {
        await DisposeAsync();
        Assert.True(looks > 10, $"It looked only {looks} times.");
        return [.. sightings.Keys];
    }

    public async ValueTask DisposeAsync()
    {
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
        }

        await looking;
    }

    private void Look()
    {
        for (; !stop.IsCancellationRequested; looks++)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(p[6])))
            {
                Check(process, "cmdline");
                if (!allowed(int.Parse(process[6..], System.Globalization.CultureInfo.InvariantCulture)))
                {
                    Check(process, "environ");
                }
            }
        }
    }

    private void Check(string process, string file)
    {
        try
        {
            var bytes = File.ReadAllBytes($"{process}/{file}");
            if (bytes.AsSpan().IndexOf(secret) >= 0)
            {
                sightings[$"{file} of {File.ReadAllText($"{process}/comm").Trim()}"] = true;
            }
        }
        catch (IOException)
        {
            // It has ended.
        }
        catch (UnauthorizedAccessException)
        {
            // It is ending.
        }
    }
}
