using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>From keepalived and haproxy to kube-vip with the same address, and back: one rollout, and at no time two holders.</summary>
[Collection(LabLanes.Second)]
public sealed class HolderChangeTests
{
    [LabFact]
    public Task There_and_back_with_pods() => ThereAndBackAsync("static-pod");

    [LabFact(OnlyInCI = true)]
    public Task There_and_back_with_services() => ThereAndBackAsync("service");

    [LabFact(OnlyInCI = true)]
    public async Task An_admin_killed_between_the_halves_leaves_the_old_holder()
    {
        await using var lab = await InstalledAsync("static-pod");
        using var watch = await HolderIntervals.WatchAsync(lab);

        await CommitAsync(lab, new MortalTransport(lab.Transport(), (title, _) => title == "go-on"));

        Assert.Empty(await lab.HoldersAsync());
        await OldHolderIsBackAsync(lab, watch);
    }

    [LabFact(OnlyInCI = true)]
    public async Task An_admin_killed_when_some_have_the_new_holder_leaves_the_old_one()
    {
        await using var lab = await InstalledAsync("static-pod");
        using var watch = await HolderIntervals.WatchAsync(lab);
        var mortal = new MortalTransport(lab.Transport(), (title, node) =>
        {
            if (title == "go-on" && node != "node-1")
            {
                // Not before node-1 has it.
                Until.TrueAsync("node-1 holds the address", async () => (await lab.HoldersAsync()).Contains("node-1")).GetAwaiter().GetResult();
                return true;
            }

            return false;
        });

        await CommitAsync(lab, mortal);

        await OldHolderIsBackAsync(lab, watch);
    }

    [LabFact(OnlyInCI = true)]
    public async Task A_node_that_dies_between_the_halves_is_left_out_and_the_old_holder_comes_back()
    {
        await using var lab = await InstalledAsync("static-pod");
        using var watch = await HolderIntervals.WatchAsync(lab);
        var powerOff = new Lazy<bool>(() =>
        {
            lab.FaultAsync("node-3", "power-off").GetAwaiter().GetResult();
            return false;
        });

        var report = await CommitAsync(lab, new MortalTransport(lab.Transport(), (title, _) => title == "go-on" && powerOff.Value));

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        Assert.Equal([NodeState.Undone, NodeState.Undone, NodeState.Unknown], report.Nodes.Select(n => n.State));
        await OldHolderIsBackAsync(lab, watch, but: "node-3");
        await lab.FaultAsync("node-3", "power-on");
        var repaired = await lab.HacpAsync("repair", lab.TopologyFile);
        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        var compared = await lab.HacpAsync("compare", lab.TopologyFile);
        Assert.True(compared.ExitCode == 0, compared.ToString());
        watch.AssertNeverTwo();
    }

    private static async Task ThereAndBackAsync(string runAs)
    {
        await using var lab = await InstalledAsync(runAs);
        var before = await lab.StateAsync();
        var kubeVip = KubeVipTopology(lab);
        using var watch = await HolderIntervals.WatchAsync(lab);

        var there = await lab.HacpAsync("apply", kubeVip, "--yes");
        Assert.True(there.ExitCode == 0, there.ToString());
        Assert.Contains("HCP257: kube-vip takes the place of keepalived; nobody has the address for some seconds.", there.Error, StringComparison.Ordinal);
        Assert.Single(await lab.HoldersAsync());
        Assert.Equal("ok", await lab.AskVipAsync(KubeVipLab.Port));
        Assert.DoesNotContain("keepalived runs", await lab.StateAsync("node-1"), StringComparison.Ordinal);

        var back = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(back.ExitCode == 0, back.ToString());
        Assert.Equal("ok", await lab.AskVipAsync());
        watch.AssertNeverTwo();
        Assert.True(watch.LongestWithout() < TimeSpan.FromSeconds(20), $"Nobody held the address for {watch.LongestWithout()}.");
        Assert.Equal(before.Select(Files), (await lab.StateAsync()).Select(Files));
    }

    /// <summary>What the ledger says of the last run differs; the files that daemons read do not.</summary>
    private static string Files(string state) => string.Join('\n', state.Split('\n').Where(l => l.Contains("/etc/", StringComparison.Ordinal) && !l.Contains("/var/lib/hacontrolplane", StringComparison.Ordinal)));

    private static async Task<LabCluster> InstalledAsync(string runAs)
    {
        var lab = await LabCluster.UpAsync("holder", new LabShape(RunAs: runAs));
        await KubeVipLab.JoinAsync(lab, lab.Nodes);
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        return lab;
    }

    private static string KubeVipTopology(LabCluster lab)
    {
        var path = KubeVipLab.Topology(lab);
        File.WriteAllText(path, File.ReadAllText(path).Replace("runAs: service", "runAs: static-pod", StringComparison.Ordinal));
        return path;
    }

    private static async Task<RolloutReport> CommitAsync(LabCluster lab, INodeTransport transport)
    {
        var rollout = new LoadBalancerRollout(transport, new RolloutOptions { DaemonsWithin = TimeSpan.FromSeconds(20), GateWithin = TimeSpan.FromSeconds(20) });
        var staged = await rollout.StageAsync(TopologyReader.ReadFile(KubeVipTopology(lab)).Topology!, default);
        Assert.True(staged.ChangesHolder);
        return await rollout.CommitAsync(staged, default);
    }

    private static async Task OldHolderIsBackAsync(LabCluster lab, HolderIntervals watch, string? but = null)
    {
        var nodes = lab.Nodes.Where(n => n != but).ToArray();
        await Until.TrueAsync("every node is as before", async () =>
            (await Task.WhenAll(nodes.Select(n => lab.ShAsync(n, "ls -A /var/lib/hacontrolplane/tx /etc/kubernetes/manifests; pidof keepalived haproxy >/dev/null && echo both run; true")))).All(s =>
                s.Contains("both run", StringComparison.Ordinal) && !s.Contains("kube-vip", StringComparison.Ordinal) && !s.Contains('Z', StringComparison.Ordinal)), TimeSpan.FromSeconds(90));
        await Until.TrueAsync("the API answers", async () => await lab.AskVipAsync() == "ok", TimeSpan.FromSeconds(20));
        Assert.Single(await lab.HoldersAsync());
        watch.AssertNeverTwo();
    }
}
