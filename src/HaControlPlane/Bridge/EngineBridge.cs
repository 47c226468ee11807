using System.Collections.Concurrent;
using System.Management.Automation;

namespace HaControlPlane.Bridge;

/// <summary>
/// Runs the engine on the thread pool while the pipeline's own thread writes what the engine has to say: only that thread
/// may write objects, errors or progress.
/// </summary>
internal sealed class EngineBridge : IDisposable
{
    /// <summary>Unbounded, so that the engine never waits for a slow or stopped pipeline. Null ends one piece of work.</summary>
    private readonly BlockingCollection<Action?> queue = [];
    private readonly CancellationTokenSource stop = new();

    /// <summary>Asks for something to be written; from any thread, in order.</summary>
    public void Post(Action write) => queue.Add(write);

    /// <summary>Cancels the engine; what StopProcessing calls, from a thread of its own.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Runs work and returns what comes of it. Must be called on the pipeline's thread.</summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline; the engine has come to an end.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        var running = Task.Run(() => EndedByNull(work), CancellationToken.None);
        try
        {
            // Drained without the token: what the engine says while it winds up is shown as well.
            while (queue.Take() is { } write)
            {
                write();
            }
        }
        catch
        {
            // The pipeline takes nothing more (Ctrl+C, Select-Object -First). The engine winds up before anybody goes on.
            stop.Cancel();
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne();
            throw;
        }

        return ResultOf(running);
    }

    /// <summary>Runs work to its end without writing anything: tidying up works in a stopped pipeline too.</summary>
    public static void RunQuietly(Func<Task> work) => Task.Run(work, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        queue.Dispose();
    }

    private T ResultOf<T>(Task<T> running)
    {
        try
        {
            return running.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private async Task<T> EndedByNull<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            queue.Add(null);
        }
    }
}
