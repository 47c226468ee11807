using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>The log's socket of nodes that systemd runs, and the length of its queue.</summary>
[Collection(LabLanes.First)]
public sealed class LogSocketTests
{
    private const string Socket = "sed -n 's,^.* \\([0-9]*\\) /run/systemd/journal/dev-log$,\\1,p' /proc/net/unix";

    [SystemdLabFact]
    public async Task It_is_opened_anew_once_for_a_new_queue_length_and_the_log_goes_on()
    {
        await using var lab = await LabCluster.UpAsync("logsocket", new LabShape(Kind: "systemd", Nodes: 1));
        var node = TopologyReader.ReadFile(lab.TopologyFile).Topology!.Nodes[0];
        await using var transport = lab.Transport();
        var rollout = new LoadBalancerRollout(transport);
        var plan = SysctlPlans.ToSet(node, [KeyValuePair.Create("net.unix.max_dgram_qlen", "100")], restartLogSocket: true);
        var before = await lab.ShAsync("node-1", Socket);
        await lab.ShAsync("node-1", "systemd-run --quiet --unit=talk /bin/sh -c 'while :; do echo talking || exit 9; sleep 0.1; done'");

        var staged = await rollout.StageAsync([plan], CancellationToken.None);
        Assert.Equal(("systemd-journald", "restart"), (staged.Nodes[0].Daemons[0].Name, staged.Nodes[0].Daemons[0].Action));
        var report = await rollout.CommitAsync(staged, CancellationToken.None);
        Assert.True(report.Outcome == RolloutOutcome.Applied, report.Nodes[0].Error?.What);
        var after = await lab.ShAsync("node-1", Socket);
        Assert.NotEqual(before, after);
        await lab.ShAsync("node-1", "logger heard-after-the-restart");
        await Until.TrueAsync("the journal has the message", async () => (await lab.ShAsync("node-1", "journalctl -o cat --no-pager -n 50")).Contains("heard-after-the-restart", StringComparison.Ordinal));
        // A service that was running goes on writing to the journal.
        Assert.Equal("active", await lab.ShAsync("node-1", "systemctl is-active talk"));
        var since = await lab.ShAsync("node-1", "date +%s");
        await Until.TrueAsync("its words arrive", async () => (await lab.ShAsync("node-1", $"journalctl -u talk -o cat --no-pager --since @{since}")).Contains("talking", StringComparison.Ordinal));

        Assert.False((await rollout.StageAsync([plan], CancellationToken.None)).HasChanges);
        Assert.Equal(after, await lab.ShAsync("node-1", Socket));
    }
}
