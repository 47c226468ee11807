using System.Diagnostics;
using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing.Drills;

/// <summary>
/// Sees the virtual IP move. On the segment the kernel here hears each announcement, to 10 ms; behind a router, and for IPv6, the
/// nodes are asked, to about half a second.
/// </summary>
internal sealed class HolderWatch(INodeTransport transport, ControlPlaneTopology topology, EndpointStatus before, Stopwatch clock)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    private readonly IPAddress vip = topology.Endpoint.VirtualIPs[0];
    private readonly List<(TimeSpan At, string Node)> moves = [(clock.Elapsed, before.Holders[0].Name)];

    /// <summary>Who held it from when on, first to last.</summary>
    public IReadOnlyList<(TimeSpan At, string Node)> Moves => moves;

    /// <summary>Watches until it is told to end.</summary>
    public Task RunAsync(CancellationToken end) => LocalNeighbours.Read([vip]).Count > 0 ? HearAsync(end) : AskAsync(end);

    private async Task HearAsync(CancellationToken end)
    {
        var owners = before.Nodes.SelectMany(n => n.HardwareAddresses.Values.Select(mac => (mac, n.Node.Name))).DistinctBy(o => o.mac)
            .ToDictionary(o => o.mac, o => o.Name, StringComparer.OrdinalIgnoreCase);
        while (!end.IsCancellationRequested)
        {
            if (LocalNeighbours.Read([vip]) is [var heard, ..] && owners.GetValueOrDefault(heard.HardwareAddress) is { } owner)
            {
                See(owner);
            }

            await Task.Delay(Beat, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var holders = await Task.WhenAll(topology.Nodes.Select(n => HoldsAsync(n, end))).ConfigureAwait(false);
            // While two have it the one that is new is the one that counts.
            if (holders.OfType<string>().OrderBy(h => h == moves[^1].Node).FirstOrDefault() is { } owner)
            {
                See(owner);
            }

            await Task.Delay(AskAgain, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> HoldsAsync(ControlPlaneNode node, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            var status = await NodeStatus.GatherAsync(transport, node, topology.Endpoint with { VirtualIPs = [vip] }, null, limit.Token).ConfigureAwait(false);
            // On lo a drained node keeps it for what is in flight, where nobody asks for it.
            return status.Vips.Any(v => v is { Held: true, Interface: not "lo" }) ? node.Name : null;
        }
        catch (Exception problem) when (problem is NodeException or OperationCanceledException)
        {
            return null;
        }
    }

    private void See(string owner)
    {
        if (moves[^1].Node != owner)
        {
            moves.Add((clock.Elapsed, owner));
        }
    }
}
