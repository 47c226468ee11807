using System.Collections.Concurrent;
using System.Text;

namespace HaControlPlane.Tests.Lab;

/// <summary>
/// Looks, as fast as it can, at the command line and the environment of every process of the machine, and so of the
/// admin and of every node: their process namespaces lie within ours. And at every file the transport keeps for its client.
/// </summary>
internal sealed class ProcessSpy : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly byte[] secret;
    private readonly int? given;
    private readonly ConcurrentDictionary<string, bool> sightings = new(StringComparer.Ordinal);
    private readonly Task looking;
    private int looks;

    /// <param name="secret">What no process may show.</param>
    /// <param name="given">The process whose own environment was given the secret by the test.</param>
    public ProcessSpy(string secret, int? given = null)
    {
        this.secret = Encoding.UTF8.GetBytes(secret);
        this.given = given;
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
            var own = given is null ? null : Read($"/proc/{given}/cmdline");
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(p[6])))
            {
                var command = Check(process, "cmdline");

                // A child that was forked and does not yet run its own program is still a copy of its parent, command line
                // and all. From its exec on it has neither.
                if (process != $"/proc/{given}" && (own is null || !command.SequenceEqual(own)))
                {
                    Check(process, "environ");
                }
            }

            foreach (var file in Directory.EnumerateDirectories(Path.GetTempPath(), "hacp??????").SelectMany(Files))
            {
                if (Read(file).AsSpan().IndexOf(secret) >= 0)
                {
                    sightings[$"the file {Path.GetFileName(file)}"] = true;
                }
            }
        }
    }

    private byte[] Check(string process, string file)
    {
        var bytes = Read($"{process}/{file}");
        if (bytes.AsSpan().IndexOf(secret) >= 0)
        {
            sightings[$"{file} of {Encoding.UTF8.GetString(Read($"{process}/comm")).Trim()}"] = true;
        }

        return bytes;
    }

    private static string[] Files(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Nothing of a process that has ended, or ends.</summary>
    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
