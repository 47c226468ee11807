using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Lab;

/// <summary>Arguments of components that are not ours, edited on real nodes with pods that run.</summary>
[Collection(LabLanes.Second)]
public sealed class StaticPodArgumentTests
{
    private const string Range = "service-cluster-ip-range";

    private static readonly RolloutOptions Options = new() { DaemonsWithin = TimeSpan.FromSeconds(6) };

    [LabFact]
    public async Task It_is_set_node_by_node_and_a_component_that_does_not_come_back_puts_every_node_back()
    {
        await using var lab = await LabCluster.UpAsync("argument", new LabShape(RunAs: "static-pod", Nodes: 2));
        await ComponentPods.StartAsync(lab);
        await using var client = LabClient.Of(lab);
        var events = new List<RolloutEvent>();
        var rollout = new LoadBalancerRollout(client.Transport, Options, new Sink(events));
        var (before, ran) = (await lab.StateAsync(), await ProcessesAsync(lab));

        // Looking leaves no trace, and shows the one line that changes, and no value of the environment beside it.
        var staged = await rollout.StageArgumentsAsync(client.Nodes, [Change("10.100.0.0/16")], default);
        var diff = Assert.Single(staged.Nodes[0].Files).Diff;
        Assert.Contains("-    - \"--service-cluster-ip-range=10.96.0.0/12\"\n+    - \"--service-cluster-ip-range=10.100.0.0/16\"\n", diff, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", diff, StringComparison.Ordinal);
        Assert.Equal("restart", Assert.Single(staged.Nodes[0].Daemons).Action);
        await rollout.AbandonAsync(staged);
        await lab.AssertUnchangedAsync(before);

        // The second node's component does not take it: both are as they were, byte for byte, and run.
        await lab.ShAsync("node-2", "echo --service-cluster-ip-range=10.100.0.0/16 >/etc/kubernetes/pki/refused");
        before = await lab.StateAsync();
        var failed = await RunAsync(rollout, client, Change("10.100.0.0/16"));
        Assert.Equal((RolloutOutcome.Failed, NodeState.Undone, NodeState.Undone), (failed.Outcome, failed.Nodes[0].State, failed.Nodes[1].State));
        Assert.Equal("HCP229", failed.Nodes[1].Error?.Id);
        Assert.Contains("kube-apiserver is not well after 6 s; it said: Error: unknown flag: --service-cluster-ip-range", failed.Nodes[1].Error!.What, StringComparison.Ordinal);
        await lab.AssertUnchangedAsync(before);
        var again = await ProcessesAsync(lab);
        Assert.DoesNotContain("no kube", string.Concat(again), StringComparison.Ordinal);
        Assert.NotEqual(ran[0], again[0]);

        // Now it does. The file's permissions stay, and nothing of it becomes ours.
        await lab.ShAsync("node-2", "rm /etc/kubernetes/pki/refused");
        events.Clear();
        var done = await RunAsync(rollout, client, Change("10.100.0.0/16"));
        Assert.Equal(RolloutOutcome.Applied, done.Outcome);
        var commits = events.Where(e => e.Phase == RolloutPhase.Commit).Select(e => $"{e.Node?.Name} {e.Message}");
        Assert.Equal(["node-1 committing", "node-1 done", "node-2 committing", "node-2 done"], commits);
        foreach (var node in lab.Nodes)
        {
            Assert.Equal("600 0:0 1", await lab.ShAsync(node, $"stat -c '%a %u:%g' {ComponentPods.Apiserver} | tr '\\n' ' '; grep -c '    - \"--{Range}=10.100.0.0/16\"' {ComponentPods.Apiserver}"));
            Assert.Equal("kube-apiserver.yaml\nkube-controller-manager.yaml", await lab.ShAsync(node, "ls -A /etc/kubernetes/manifests; ls -A /etc/kubernetes /var/lib | grep -e hacp -e hacontrolplane || true"));
        }

        // Again: nothing to do, and each node was asked once.
        var (settled, running) = (await lab.StateAsync(), await ProcessesAsync(lab));
        Assert.Equal(RolloutOutcome.NothingToDo, (await RunAsync(rollout, client, Change("10.100.0.0/16"))).Outcome);
        await lab.AssertUnchangedAsync(settled);
        Assert.Equal(running, await ProcessesAsync(lab));
    }

    [LabFact(OnlyInCI = true)]
    public async Task What_somebody_else_wrote_is_never_replaced()
    {
        await using var lab = await LabCluster.UpAsync("foreign", new LabShape(RunAs: "static-pod", Nodes: 1));
        await ComponentPods.StartAsync(lab);
        await using var client = LabClient.Of(lab);
        var rollout = new LoadBalancerRollout(client.Transport, Options);
        const string Edit = $"echo '# theirs' >>{ComponentPods.Apiserver}; sha256sum {ComponentPods.Apiserver}";
        const string Sum = $"sha256sum {ComponentPods.Apiserver}";

        // Between the look and the commit.
        var staged = await rollout.StageArgumentsAsync(client.Nodes, [Change("10.100.0.0/16")], default);
        var theirs = await lab.ShAsync("node-1", Edit);
        var late = await rollout.CommitAsync(staged, default);
        Assert.Equal(("HCP227", NodeState.Undone), (late.Nodes[0].Error?.Id, late.Nodes[0].State));
        Assert.Equal(theirs, await lab.ShAsync("node-1", Sum));

        // Between reading and staging.
        var plan = new NodePlan(client.Nodes[0], [new EditFile(ComponentPods.Apiserver, "other\n", "new\n")], PlanScope.Files);
        var refused = await Assert.ThrowsAsync<RolloutException>(() => rollout.StageAsync([plan], default));
        Assert.Equal("HCP227", Assert.Single(refused.Errors).Id);

        // Over what we wrote, before the decision: an undo takes back ours and leaves theirs.
        staged = await rollout.StageArgumentsAsync(client.Nodes, [Change("10.101.0.0/16")], default);
        var connection = await client.Transport.ConnectAsync(client.Nodes[0], default);
        await connection.RunAsync(ScriptCompiler.Commit(staged.Id, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(6)), default);
        theirs = await lab.ShAsync("node-1", Edit);
        var gone = await Assert.ThrowsAsync<NodeException>(() => connection.RunAsync(ScriptCompiler.Confirm(staged.Id), default));
        Assert.Equal("HCP263", gone.Error.Id);
        Assert.Equal(theirs, await lab.ShAsync("node-1", Sum));
        Assert.Equal("", await lab.ShAsync("node-1", "ls -A /etc/kubernetes /etc/kubernetes/manifests | grep hacp || true"));

        // A link, and what is not there.
        await lab.ShAsync("node-1", "ln -s /root/x.yaml /etc/kubernetes/manifests/link.yaml");
        foreach (var (name, says) in new[] { ("link", "link.yaml is a link"), ("kube-scheduler", "there is no /etc/kubernetes/manifests/kube-scheduler.yaml; there is: kube-apiserver.yaml") })
        {
            refused = await Assert.ThrowsAsync<RolloutException>(() => rollout.StageArgumentsAsync(client.Nodes, [new ComponentChange(name, name, [new(Range, "x")])], default));
            Assert.Equal("HCP228", Assert.Single(refused.Errors).Id);
            Assert.Contains(says, refused.Errors[0].What, StringComparison.Ordinal);
        }

        await lab.ShAsync("node-1", "rm /etc/kubernetes/manifests/link.yaml");

        // A pod of a topology is the topology's.
        Assert.Equal(0, (await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--skip-preflight")).ExitCode);
        refused = await Assert.ThrowsAsync<RolloutException>(() => rollout.StageArgumentsAsync(client.Nodes, [new ComponentChange("haproxy", "haproxy", [new("f", "/x")])], default));
        Assert.Contains(Assert.Single(refused.Errors).Id, new[] { "HCP396", "HCP394" });

        // Without a kubelet nothing is waited for.
        await lab.FaultAsync("node-1", "stop", "kubelet");
        var report = await RunAsync(rollout, client, Change("10.102.0.0/16"));
        Assert.Equal((RolloutOutcome.Applied, true), (report.Outcome, report.Nodes[0].AwaitsKubelet));
    }

    private static ComponentChange Change(string range) => new("kube-apiserver", "kube-apiserver", [new ArgumentChange(Range, range)]);

    private static async Task<RolloutReport> RunAsync(LoadBalancerRollout rollout, LabClient client, ComponentChange change) =>
        await rollout.CommitAsync(await rollout.StageArgumentsAsync(client.Nodes, [change], default), default);

    private static Task<string[]> ProcessesAsync(LabCluster lab) => Task.WhenAll(lab.Nodes.Select(n => ComponentPods.ProcessesAsync(lab, n)));

    private sealed class Sink(List<RolloutEvent> events) : IProgress<RolloutEvent>
    {
        public void Report(RolloutEvent value)
        {
            lock (events)
            {
                events.Add(value);
            }
        }
    }
}
