using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>All nodes have a change or none, also when another program writes the same file or somebody dies in the last moment.</summary>
[Collection(LabLanes.Second)]
public sealed class SecondWriterTests(BareLab bare) : IClassFixture<BareLab>
{
    private const int OtherPort = 9443;
    private const string Written = "/etc/haproxy/haproxy.cfg";

    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task A_writer_at_work_during_the_run_has_every_node_put_back_and_either_side_can_be_applied_afterwards()
    {
        await InstallAsync();
        var before = await Lab.StateAsync();
        await Lab.ShAsync("node-2", $"cp -p {Written} /root/before.cfg; setsid sh -c 'while :; do cp -p /root/before.cfg {Written}; sleep 0.3; done' </dev/null >/dev/null 2>&1 & echo $! >/run/writer");
        var run = await Lab.HacpAsync("apply", Other(), "--yes", "--json");
        await Lab.ShAsync("node-2", "kill $(cat /run/writer); rm /run/writer");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal("failed", run.Outcome);
        // Where it writes before haproxy reads its file the gate sees that nothing listens; else the promise fails.
        Assert.All(run.OfNodes("state"), s => Assert.Contains(s, new[] { "undone", "untouched" }));
        Assert.Contains(run.Json.GetProperty("nodes")[1].GetProperty("error").GetProperty("id").GetString(), new[] { "HCP216", "HCP220", "HCP263" });
        await Lab.AssertUnchangedAsync(before);
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task A_writer_before_the_promise_has_every_node_put_back()
    {
        await InstallAsync();
        var before = await Lab.StateAsync();
        await Lab.ShAsync("node-2", $"cp -p {Written} /root/before.cfg");
        var report = await RunAsync((title, node) =>
        {
            if (title == "promise" && node == "node-2")
            {
                Lab.ShAsync(node, $"cp -p /root/before.cfg {Written}").GetAwaiter().GetResult();
            }

            return title == "keep";
        });

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Equal([NodeState.Undone, NodeState.Undone, NodeState.Undone], report.Nodes.Select(n => n.State));
        Assert.Equal("HCP263", report.Nodes[1].Error?.Id);
        Assert.Contains(Written, report.Nodes[1].Error?.What, StringComparison.Ordinal);
        await Lab.AssertUnchangedAsync(before);
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task A_writer_between_promise_and_keep_has_those_that_were_told_go_back_too()
    {
        await InstallAsync();
        var before = await Lab.StateAsync();
        var report = await RunAsync((title, node) =>
        {
            if (title == "keep" && node == "node-2")
            {
                // Not before the others were told.
                OthersWereTold().GetAwaiter().GetResult();
                Lab.ShAsync(node, $"ls -d /var/lib/hacontrolplane/tx/*/promised && echo '# another program was here' >>{Written}").GetAwaiter().GetResult();
            }

            return false;
        });

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Null(report.Mixed);
        Assert.Equal([NodeState.Undone, NodeState.Undone, NodeState.Undone], report.Nodes.Select(n => n.State));
        Assert.Equal("HCP263", report.Nodes[1].Error?.Id);
        await Lab.AssertUnchangedAsync(before);
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task A_writer_after_keep_is_said_as_mixed_and_either_side_can_be_applied_afterwards()
    {
        await InstallAsync();
        await Lab.ShAsync("node-2", $"cp -p {Written} /root/before.cfg");
        var report = await RunAsync((title, node) =>
        {
            if (title == "confirm" && node == "node-2")
            {
                Lab.ShAsync(node, $"ls -d /var/lib/hacontrolplane/tx/*/told && cp -p /root/before.cfg {Written}").GetAwaiter().GetResult();
            }

            return false;
        });

        Assert.Equal(RolloutOutcome.Mixed, report.Outcome);
        Assert.Equal([NodeState.Committed, NodeState.Overwritten, NodeState.Committed], report.Nodes.Select(n => n.State));
        Assert.Equal("HCP263", report.Nodes[1].Error?.Id);
        Assert.Equal("HCP262", report.Mixed?.Id);
        Assert.Contains("node-1, node-3 have the change; node-2 was changed by another program", report.Mixed!.What, StringComparison.Ordinal);
        // First the side whose text node-2 has already, while its haproxy runs on the other.
        await EitherSideCanBeAppliedAsync(Lab.TopologyFile, Other());
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task People_read_mixed_as_the_last_line_with_what_to_do()
    {
        await InstallAsync();
        // It waits for the moment, and is quicker than the next word to the node.
        await Lab.ShAsync("node-2", $$"""
            cp -p {{Written}} /root/before.cfg
            cat >/root/writer <<'TEXT'
            while :; do
                for told in /var/lib/hacontrolplane/tx/*/told; do
                    if [ -L "$told" ]; then exec cp -p /root/before.cfg {{Written}}; fi
                done
            done
            TEXT
            setsid sh /root/writer </dev/null >/dev/null 2>&1 &
            """);
        var run = await Lab.HacpAsync("apply", Other(), "--yes");

        Assert.True(run.ExitCode == 1, run.ToString());
        var last = run.Output.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("HCP262: The nodes are MIXED: node-1, node-3 have the change; node-2 was changed by another program. Apply the topology that you want", last, StringComparison.Ordinal);
        Assert.DoesNotContain("put back", run.Output, StringComparison.Ordinal);
        Assert.Contains($"node-2: error HCP263: Another program changed {Written} during the run.", run.Error, StringComparison.Ordinal);
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task A_node_that_dies_between_promise_and_keep_has_the_others_go_back_and_may_not_be_called_put_back()
    {
        await InstallAsync();
        var before = await Lab.StateAsync();
        var powerOff = new Lazy<bool>(() =>
        {
            Lab.FaultAsync("node-2", "power-off").GetAwaiter().GetResult();
            return false;
        });
        var report = await RunAsync((title, node) => title == "keep" && node == "node-2" && powerOff.Value);
        await Lab.FaultAsync("node-2", "power-on");

        Assert.Equal([NodeState.Undone, NodeState.Unknown, NodeState.Undone], report.Nodes.Select(n => n.State));
        Assert.Equal((RolloutOutcome.Mixed, true), (report.Outcome, report.Nodes[1].MayKeep));
        Assert.Contains("node-1, node-3 have the text of before; node-2 cannot be asked", report.Mixed!.What, StringComparison.Ordinal);
        var repaired = await Lab.HacpAsync("repair", Lab.TopologyFile);
        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        await Lab.AssertUnchangedAsync(before);
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task An_admin_who_vanishes_with_every_promise_leaves_nodes_that_undo_by_themselves()
    {
        await InstallAsync();
        var before = await Lab.StateAsync();
        await RunAsync((title, _) => title == "keep");
        Assert.All(await Lab.ShOnAllAsync("ls -d /var/lib/hacontrolplane/tx/*/promised"), s => Assert.NotEmpty(s));

        await NothingIsOpenAsync();
        await Lab.AssertUnchangedAsync(before);
    }

    [LabFact]
    public async Task An_admin_who_vanishes_when_every_node_was_told_leaves_nodes_that_keep_by_themselves()
    {
        await InstallAsync();
        var report = await RunAsync((title, _) => title == "confirm");

        Assert.Equal(RolloutOutcome.Applied, report.Outcome);
        Assert.All(report.Nodes, n => Assert.NotNull(n.HealsWithin));
        await NothingIsOpenAsync();
        Assert.All(await Lab.ShOnAllAsync($"grep -c :{OtherPort} {Written}"), s => Assert.NotEqual("0", s));
        await EitherSideCanBeAppliedAsync();
    }

    [LabFact]
    public async Task Of_an_admin_who_vanishes_when_one_was_not_told_repair_makes_it_keep_too()
    {
        await InstallAsync();
        await RunAsync((title, node) =>
        {
            if (title != "keep" || node != "node-3")
            {
                return title == "undo";
            }

            Until.TrueAsync("the others were told", async () => (await Task.WhenAll(new[] { "node-1", "node-2" }.Select(WasTold))).All(t => t)).GetAwaiter().GetResult();
            return true;
        });
        var repaired = await Lab.HacpAsync("repair", Lab.TopologyFile, "--take-over", "--json");

        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        Assert.All(repaired.Json.GetProperty("nodes").EnumerateArray(), n => Assert.Equal("finished", Assert.Single(n.GetProperty("settled").EnumerateArray()).GetProperty("outcome").GetString()));
        Assert.All(await Lab.ShOnAllAsync($"grep -c :{OtherPort} {Written}"), s => Assert.NotEqual("0", s));
        await EitherSideCanBeAppliedAsync();
    }

    private string Other() => Lab.Changed(($"port: {Lab.Port}", $"port: {OtherPort}"));

    private async Task InstallAsync()
    {
        var run = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private async Task<RolloutReport> RunAsync(Func<string, string, bool> diesBefore)
    {
        await using var way = Lab.Transport();
        var rollout = new LoadBalancerRollout(new MortalTransport(way, diesBefore), new RolloutOptions { UndoAfter = TimeSpan.FromSeconds(5), GateWithin = TimeSpan.FromSeconds(20) });
        return await rollout.CommitAsync(await rollout.StageAsync(TopologyReader.ReadFile(Other()).Topology!, default), default);
    }

    private async Task<bool> WasTold(string node) => (await Lab.ShAsync(node, "ls -d /var/lib/hacontrolplane/tx/*/told 2>/dev/null || true")).Length > 0;

    private Task OthersWereTold() => Until.TrueAsync("the others were told", async () => await WasTold("node-1") && await WasTold("node-3"));

    /// <summary>Twice the time without a word, and what a watch takes to put things back.</summary>
    private Task NothingIsOpenAsync() => Until.TrueAsync("no transaction is open", async () =>
        (await Lab.ShOnAllAsync("ls -A /var/lib/hacontrolplane/tx; ls -d /var/lib/hacontrolplane/lock 2>/dev/null || true")).All(s => s.Length == 0), TimeSpan.FromSeconds(40));

    /// <summary>The one that is not in force by now first, so that each is a change.</summary>
    private async Task EitherSideCanBeAppliedAsync(params string[] sides)
    {
        foreach (var side in sides.Length > 0 ? sides : [Other(), Lab.TopologyFile])
        {
            var run = await Lab.HacpAsync("apply", side, "--yes");
            Assert.True(run.ExitCode == 0, run.ToString());
            var compared = await Lab.HacpAsync("compare", side);
            Assert.True(compared.ExitCode == 0, compared.ToString());
        }
    }
}
