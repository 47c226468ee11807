using System.Collections.Concurrent;
using System.Diagnostics;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>A node that hangs and one that is dead cost their own time-outs and nobody else's time.</summary>
[Collection(LabLanes.Second)]
public sealed class SlowNodeTests
{
    [LabFact]
    public async Task Ten_nodes_of_which_one_hangs_and_one_is_dead()
    {
        await using var lab = await LabCluster.UpAsync("slow", new LabShape(Nodes: 10));
        await lab.FaultAsync("node-2", "freeze");
        await lab.FaultAsync("node-5", "power-off");
        var nodes = TopologyReader.ReadFile(lab.TopologyFile).Topology!.Nodes;
        var answered = new ConcurrentDictionary<string, TimeSpan>(StringComparer.Ordinal);
        await using INodeTransport transport = lab.Transport();
        var clock = Stopwatch.StartNew();
        // Fewer at once than there are nodes: whoever waits for its time-out has one of four places, and the others go on in the rest.
        var all = await NodeAnswers.OfAsync(nodes, 4, null, async (node, token) =>
        {
            var records = await transport.RunAsync(node, new NodeScript("test", "say told 1"), token);
            answered[node.Name] = clock.Elapsed;
            return records[0];
        }, CancellationToken.None);
        var took = clock.Elapsed;
        Assert.Equal(8, all.Answers.Count);
        Assert.Equal(["node-2", "node-5"], all.Errors.Select(e => e.Node.Name));
        Assert.True(answered.Values.Max() < TimeSpan.FromSeconds(9), $"the last of the others after {answered.Values.Max()}");
        Assert.True(took < TimeSpan.FromSeconds(20), took.ToString());
    }
}
