using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Rollout;

/// <summary>The phases of a rollout and what each failure leads to, against nodes that do as they are told.</summary>
public sealed class LoadBalancerRolloutTests : IAsyncDisposable
{
    private readonly FakeNodes nodes = new();
    private readonly RolloutOptions options = new() { GateWithin = TimeSpan.FromMilliseconds(50), UndoAfter = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task Nodes_that_say_they_are_as_planned_are_asked_nothing_else()
    {
        var nodes = new FakeNodes { AsPlanned = ["n1", "n2", "n3"] };
        var rollout = new LoadBalancerRollout(nodes, new RolloutOptions { AskFirst = true });
        var staged = await rollout.StageAsync(nodes.Topology(), default);
        Assert.False(staged.HasChanges);
        Assert.Equal(RolloutOutcome.NothingToDo, (await rollout.CommitAsync(staged, default)).Outcome);
        Assert.All(staged.Nodes, n => Assert.All(n.Files, f => Assert.Equal(FileChangeKind.Unchanged, f.Kind)));
        Assert.Contains("/proc/sys/net/ipv4/ip_forward", staged.Nodes[0].Files.Select(f => f.Path));
        Assert.Equal(["haproxy", "keepalived"], staged.Nodes[0].Runs);
        Assert.Equal(["comparing n1", "comparing n2", "comparing n3"], nodes.Log.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, "n2")]
    [InlineData(false)]
    public async Task One_that_differs_or_a_caller_who_wants_to_see_has_all_of_them_staged(bool first, params string[] different)
    {
        var nodes = new FakeNodes { AsPlanned = ["n1", "n2", "n3"] };
        nodes.AsPlanned.ExceptWith(different);
        // What a stage would answer is not this test's concern: that it was asked is.
        nodes.Instead["stage n1"] = nodes.Instead["stage n2"] = nodes.Instead["stage n3"] = _ => throw nodes.Error("n1", NodeErrorKind.Locked);
        await Assert.ThrowsAsync<RolloutException>(() => new LoadBalancerRollout(nodes, new RolloutOptions { AskFirst = first }).StageAsync(nodes.Topology(), default));
        Assert.Equal(["n1", "n2", "n3"], nodes.Did("stage").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_cannot_be_asked_is_the_error_and_nothing_is_staged()
    {
        var nodes = new FakeNodes { AsPlanned = ["n1", "n3"] };
        nodes.Instead["comparing n2"] = _ => throw nodes.Error("n2", NodeErrorKind.Unreachable);
        var refused = await Assert.ThrowsAsync<RolloutException>(() => new LoadBalancerRollout(nodes, new RolloutOptions { AskFirst = true }).StageAsync(nodes.Topology(), default));
        Assert.Equal("n2", Assert.Single(refused.Errors).Node.Name);
        Assert.Empty(nodes.Did("stage"));
    }

    [Fact]
    public async Task The_holder_of_the_VIP_is_committed_last_and_all_are_confirmed()
    {
        nodes.Holders = ["n1"];

        var report = await RunAsync();

        Assert.Equal(RolloutOutcome.Applied, report.Outcome);
        Assert.Equal(["n2", "n3", "n1"], nodes.Did("commit"));
        Assert.Equal(["n1", "n2", "n3"], nodes.Did("confirm").Order());
        Assert.All(report.Nodes, n => Assert.Equal(NodeState.Committed, n.State));
    }

    [Fact]
    public async Task Every_node_promises_before_the_first_is_told_to_keep_and_all_are_told_before_the_first_is_closed()
    {
        nodes.Holders = ["n1"];

        await RunAsync();

        var end = nodes.Log.Where(l => l.Split(' ')[0] is "promise" or "keep" or "confirm").Select(l => l.Split(' ')[0]);
        Assert.Equal(["promise", "promise", "promise", "keep", "keep", "keep", "confirm", "confirm", "confirm"], end);
    }

    [Theory]
    [InlineData("promise")]
    [InlineData("keep")]
    public async Task One_that_cannot_keep_its_change_has_all_of_them_put_back(string at)
    {
        nodes.Holders = ["n1"];
        nodes.Instead[$"{at} n2"] = _ => throw nodes.Error("n2", NodeErrorKind.Overwritten);

        var report = await RunAsync();

        Assert.Equal((RolloutOutcome.Failed, null), (report.Outcome, report.Mixed));
        Assert.Equal(["n1", "n2", "n3"], nodes.Did("undo").Order());
        Assert.Empty(nodes.Did("confirm"));
        Assert.All(report.Nodes, n => Assert.Equal(NodeState.Undone, n.State));
        Assert.Equal("HCP263", report.Nodes[1].Error?.Id);
    }

    [Fact]
    public async Task A_word_that_did_not_get_through_is_said_again()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["keep n3"] = _ => nodes.Did("keep").Count(n => n == "n3") < 3 ? throw nodes.Error("n3", NodeErrorKind.Unreachable) : Task.CompletedTask;

        Assert.Equal(RolloutOutcome.Applied, (await RunAsync()).Outcome);
        Assert.Equal(3, nodes.Did("keep").Count(n => n == "n3"));
    }

    [Fact]
    public async Task A_node_that_was_told_and_is_lost_is_not_said_to_be_put_back()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["keep n3"] = nodes.Instead["undo n3"] = _ => throw nodes.Error("n3", NodeErrorKind.Unreachable);

        var report = await RunAsync(options with { UndoAfter = TimeSpan.FromSeconds(1) });

        Assert.Equal(RolloutOutcome.Mixed, report.Outcome);
        Assert.Equal([NodeState.Undone, NodeState.Undone, NodeState.Unknown], report.Nodes.Select(n => n.State));
        Assert.True(report.Nodes[2].MayKeep);
        Assert.Equal(TimeSpan.FromSeconds(2), report.Nodes[2].HealsWithin);
        Assert.Equal(("HCP262", "n3"), (report.Mixed?.Id, report.Mixed?.Node.Name));
        Assert.Equal("The nodes are MIXED: n1, n2 have the text of before; n3 cannot be asked.", report.Mixed?.What);
    }

    [Fact]
    public async Task A_node_that_is_lost_when_all_were_told_keeps_the_change_and_ends_the_run_by_itself()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["confirm n3"] = _ => throw nodes.Error("n3", NodeErrorKind.Unreachable);

        var report = await RunAsync(options with { UndoAfter = TimeSpan.FromSeconds(1) });

        Assert.Equal(RolloutOutcome.Applied, report.Outcome);
        Assert.Equal((null, TimeSpan.FromSeconds(2)), (report.Nodes[0].HealsWithin, report.Nodes[2].HealsWithin));
    }

    [Fact]
    public async Task One_node_alone_is_closed_in_one_step()
    {
        nodes.Nodes.RemoveRange(1, 2);
        nodes.Holders = ["n1"];

        Assert.Equal(RolloutOutcome.Applied, (await RunAsync()).Outcome);
        Assert.Equal(["n1"], nodes.Did("confirm"));
        Assert.Empty(nodes.Did("promise"));
    }

    [Fact]
    public async Task Nothing_to_do_asks_each_node_once_and_commits_nothing()
    {
        nodes.Unchanged = ["n1", "n2", "n3"];

        var report = await RunAsync();

        Assert.Equal(RolloutOutcome.NothingToDo, report.Outcome);
        Assert.Equal(["stage n1", "stage n2", "stage n3"], nodes.Log.Order());
    }

    [Fact]
    public async Task A_node_that_cannot_stage_leaves_all_others_untouched_and_unlocked()
    {
        nodes.Instead["stage n2"] = _ => throw nodes.Error("n2", NodeErrorKind.CannotWrite);

        var refused = await Assert.ThrowsAsync<RolloutException>(() => RunAsync());

        Assert.Equal("HCP211", Assert.Single(refused.Errors).Id);
        Assert.Empty(nodes.Did("commit"));
        Assert.Equal(["n1", "n3"], nodes.Did("undo").Order());
    }

    [Fact]
    public async Task Another_program_comes_only_after_the_old_one_went_everywhere_the_holder_last()
    {
        nodes.Holders = ["n1"];

        var report = await SwitchAsync();

        Assert.Equal(RolloutOutcome.Applied, report.Outcome);
        Assert.Empty(nodes.Did("commit"));
        var steps = nodes.Log.Where(l => l.StartsWith("hold", StringComparison.Ordinal) || l.StartsWith("go-on", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["hold n2", "hold n3"], steps[..2].Order());
        Assert.Equal("hold n1", steps[2]);
        Assert.Equal(["go-on n1", "go-on n2", "go-on n3"], steps[3..].Order());
        Assert.Equal(["n1", "n2", "n3"], nodes.Did("confirm").Order());
    }

    [Fact]
    public async Task A_node_without_the_new_holder_has_it_taken_from_all_before_the_old_one_comes_back_to_any()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["go-on n2"] = _ => throw nodes.Error("n2");

        var report = await SwitchAsync();

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        var back = nodes.Log.Where(l => l.StartsWith("withdraw", StringComparison.Ordinal) || l.StartsWith("undo", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["withdraw n1", "withdraw n2", "withdraw n3"], back[..3].Order());
        Assert.Equal(["undo n1", "undo n2", "undo n3"], back[3..].Order());
    }

    [Fact]
    public async Task Before_the_new_holder_is_anywhere_there_is_none_to_take_away()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["hold n3"] = _ => throw nodes.Error("n3");

        var report = await SwitchAsync();

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Empty(nodes.Did("withdraw"));
        Assert.DoesNotContain("n1", nodes.Did("hold"));
        Assert.Equal(["n1", "n2", "n3"], nodes.Did("undo").Order());
    }

    private async Task<RolloutReport> SwitchAsync()
    {
        var rollout = new LoadBalancerRollout(nodes, options);
        var staged = await rollout.StageAsync(nodes.Plans(), default) with { Endpoint = FakeNodes.Endpoint };
        staged = staged with { Nodes = [.. staged.Nodes.Select(n => n with { Daemons = [new DaemonChange("keepalived", "stop")], Runs = ["kube-vip"] })] };
        Assert.True(staged.ChangesHolder);
        return await rollout.CommitAsync(staged, default);
    }

    [Fact]
    public async Task Nodes_that_would_not_understand_each_other_are_committed_together()
    {
        nodes.Holders = ["n1"];
        var rollout = new LoadBalancerRollout(nodes, options);
        var staged = await rollout.StageAsync(nodes.Plans(), default) with { Endpoint = FakeNodes.Endpoint };
        staged = staged with { Nodes = [.. staged.Nodes.Select(n => n with { Remembers = "name c", Files = [new FileChange("/etc/keepalived/keepalived.conf", FileChangeKind.Changed, "-    virtual_router_id 51\n+    virtual_router_id 52\n")] })] };

        Assert.Single(RolloutOrder.Waves(staged, nodes.Holders));
        staged = staged with { Nodes = [.. staged.Nodes.Select(n => n with { Files = [new FileChange("/etc/keepalived/keepalived.conf", FileChangeKind.Changed, "-    priority 101\n+    priority 121\n")] })] };
        Assert.Equal(3, RolloutOrder.Waves(staged, nodes.Holders).Count);
    }

    [Fact]
    public async Task Who_leaves_goes_first_who_comes_last_and_the_holder_after_those_who_stay_with_it()
    {
        nodes.Holders = ["n1"];
        nodes.Nodes.Add(nodes.Nodes[0] with { Name = "n4" });
        var staged = await new LoadBalancerRollout(nodes, options).StageAsync(nodes.Plans(), default) with { Endpoint = FakeNodes.Endpoint };
        StagedNode[] all =
        [
            staged.Nodes[0] with { Remembers = "name c" },
            // It had a keepalived of its own, which understood nobody.
            staged.Nodes[1] with { Files = [new FileChange("/etc/keepalived/keepalived.conf", FileChangeKind.Changed, "+    virtual_router_id 52\n")] },
            staged.Nodes[2] with { Remembers = "name c" },
            staged.Nodes[3] with { Remembers = "name c", Leaves = true },
        ];

        Assert.Equal(["n4", "n3", "n1", "n2"], RolloutOrder.Waves(staged with { Nodes = all }, nodes.Holders).Select(w => Assert.Single(w).Node.Name));
    }

    [Theory]
    [InlineData(2, "1")]
    [InlineData(3, "1,1")]
    [InlineData(4, "1,2")]
    [InlineData(11, "1,2,4,3")]
    public async Task Of_those_that_do_not_hold_the_address_each_wave_has_one_more_than_are_done(int count, string waves)
    {
        nodes.Holders = ["n1"];
        var staged = await new LoadBalancerRollout(nodes, options).StageAsync(nodes.Plans(), default) with { Endpoint = FakeNodes.Endpoint };
        var all = Enumerable.Range(1, count).Select(i => staged.Nodes[0] with { Node = staged.Nodes[0].Node with { Name = $"n{i}" }, Remembers = "name c" });

        var sizes = RolloutOrder.Waves(staged with { Nodes = [.. all] }, nodes.Holders).ToArray();

        Assert.Equal(waves + ",1", string.Join(',', sizes.Select(w => w.Count)));
        Assert.Equal("n1", Assert.Single(sizes[^1]).Node.Name);
        Assert.Equal(count, sizes.SelectMany(w => w).Distinct().Count());
    }

    [Fact]
    public async Task A_failed_commit_puts_earlier_nodes_back_newest_first_and_never_reaches_the_holder()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["commit n3"] = _ => throw nodes.Error("n3");

        var report = await RunAsync();

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Equal(["n2", "n3"], nodes.Did("commit"));
        Assert.Equal(["n3", "n2"], nodes.Did("undo").Except(["n1"]));
        Assert.Equal([NodeState.Untouched, NodeState.Undone, NodeState.Undone], report.Nodes.Select(n => n.State));
        Assert.Equal("HCP216", report.Nodes[2].Error?.Id);
        Assert.Contains("n1", nodes.Did("undo"));
        Assert.Empty(nodes.Did("confirm"));
    }

    [Fact]
    public async Task An_API_that_stops_answering_through_the_VIP_fails_the_gate()
    {
        nodes.Holders = ["n1"];
        nodes.Answer = _ => nodes.Did("commit").Any() ? 503 : 200;

        var report = await RunAsync();

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Equal(["n2"], nodes.Did("commit"));
        Assert.Contains(report.Nodes, n => n.Error is { Id: "HCP220" } e && e.What.Contains("503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_API_that_did_not_answer_before_need_not_answer_now()
    {
        nodes.Holders = ["n1"];
        nodes.Answer = _ => 0;

        Assert.Equal(RolloutOutcome.Applied, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task Two_holders_fail_the_gate()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["commit n2"] = _ =>
        {
            nodes.Holders = ["n1", "n2"];
            return Task.CompletedTask;
        };

        var report = await RunAsync();

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Contains("held by n1 and n2", report.Nodes.Single(n => n.Error is not null).Error!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_install_goes_in_parallel_and_must_end_with_a_holder()
    {
        using var together = new Barrier(3);
        foreach (var node in nodes.Nodes)
        {
            nodes.Instead[$"commit {node.Name}"] = token => Task.Run(() => Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(5), token)), token);
        }

        var report = await RunAsync();

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Contains("no node holds", report.Nodes.Single(n => n.Error is not null).Error!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_puts_back_what_was_begun_and_says_what_is_unknown()
    {
        nodes.Holders = ["n1"];
        using var stop = new CancellationTokenSource();
        nodes.Instead["commit n3"] = async token =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };
        nodes.Instead["undo n3"] = token => Task.Delay(Timeout.Infinite, token);

        var report = await RunAsync(cancellationToken: stop.Token);

        Assert.Equal(RolloutOutcome.Cancelled, report.Outcome);
        Assert.Equal(NodeState.Unknown, report.Nodes[2].State);
        Assert.Equal(options.UndoAfter, report.Nodes[2].HealsWithin);
        Assert.Equal(NodeState.Untouched, report.Nodes[0].State);
        Assert.True(report.Elapsed < TimeSpan.FromSeconds(2.5), $"It took {report.Elapsed}.");
    }

    [Fact]
    public async Task A_node_lost_during_undo_is_unknown_and_heals_itself()
    {
        nodes.Holders = ["n1"];
        nodes.Instead["commit n2"] = _ => throw nodes.Error("n2", NodeErrorKind.Unreachable);
        nodes.Instead["undo n2"] = _ => throw nodes.Error("n2", NodeErrorKind.Unreachable);

        var report = await RunAsync();

        Assert.Equal(NodeState.Unknown, report.Nodes[1].State);
        Assert.Equal(options.UndoAfter, report.Nodes[1].HealsWithin);
    }

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    private async Task<RolloutReport> RunAsync(RolloutOptions? options = null, CancellationToken cancellationToken = default)
    {
        var rollout = new LoadBalancerRollout(nodes, options ?? this.options);
        var staged = await rollout.StageAsync(nodes.Plans(), cancellationToken) with { Endpoint = FakeNodes.Endpoint };
        return await rollout.CommitAsync(staged, cancellationToken);
    }
}
