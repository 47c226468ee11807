using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Tells nodes at short intervals that somebody leads them through a transaction, each node by itself: one that hangs delays no other.</summary>
/// <param name="nodes">The way to them.</param>
/// <param name="transaction">The transaction's id.</param>
/// <param name="interval">How often.</param>
internal sealed class Heartbeat(RolloutNodes nodes, string transaction, TimeSpan interval) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> beating = [];
    private readonly ConcurrentDictionary<string, (ControlPlaneNode Node, DateTimeOffset At)> heard = new(StringComparer.Ordinal);

    /// <summary>From now on this node hears of us too.</summary>
    public void Begin(ControlPlaneNode node)
    {
        heard[node.Name] = (node, DateTimeOffset.UtcNow);
        lock (beating)
        {
            beating.Add(BeatAsync(node));
        }
    }

    /// <summary>
    /// A node that may have gone back by itself, because it has not heard of us for so long; null for none. By the time of the day,
    /// which goes on while a laptop sleeps.
    /// </summary>
    public ControlPlaneNode? Lost(TimeSpan limit) => heard.Values.FirstOrDefault(h => (DateTimeOffset.UtcNow - h.At).Duration() > limit).Node;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(beating).ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task BeatAsync(ControlPlaneNode node)
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, stop.Token).ConfigureAwait(false);
                try
                {
                    var asked = DateTimeOffset.UtcNow;
                    var said = await nodes.RunAsync(node, ScriptCompiler.Beat(transaction), stop.Token).ConfigureAwait(false);
                    if (said.Any(r => r.Kind == "beat"))
                    {
                        heard[node.Name] = (node, asked);
                    }
                }
                catch (NodeException)
                {
                    // Who does not hear us goes back by itself.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }
}
