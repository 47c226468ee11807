using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>Places that an admin has arranged: written through where that takes nothing away, and said in the system's words where it fails late.</summary>
[Collection(LabLanes.Second)]
public sealed class PlaceTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task A_linked_folder_is_written_through_and_the_plan_says_where_it_leads()
    {
        await Lab.ShAsync("node-2", "mkdir -p /srv && mv /etc/haproxy /srv/haproxy && ln -s /srv/haproxy /etc/haproxy");
        var before = await Lab.StateAsync();
        var plan = await Lab.HacpAsync("plan", Lab.TopologyFile);
        Assert.Contains("/etc/haproxy is a link: its files are written to /srv/haproxy", plan.Output, StringComparison.Ordinal);
        var run = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("/srv/haproxy\n1", await Lab.ShAsync("node-2", $"readlink /etc/haproxy; grep -c 'bind .*:{Lab.Port}' /srv/haproxy/haproxy.cfg"));
        var removed = await Lab.HacpAsync("remove", Lab.TopologyFile, "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        await Lab.AssertUnchangedAsync(before);
        await Lab.ShAsync("node-2", "rm /etc/haproxy && mv /srv/haproxy /etc/haproxy");
    }

    [LabFact]
    public async Task What_comes_between_stage_and_commit_is_quoted_and_put_back_everywhere()
    {
        await Lab.ShOnAllAsync("echo '# mine' >/etc/haproxy/haproxy.cfg");
        var before = await Lab.StateAsync();
        var mount = new Lazy<bool>(() =>
        {
            Lab.ShAsync("node-2", "cp -p /etc/haproxy/haproxy.cfg /root/h.cfg; mount --bind /root/h.cfg /etc/haproxy/haproxy.cfg").GetAwaiter().GetResult();
            return false;
        });
        await using var way = Lab.Transport();
        var rollout = new LoadBalancerRollout(new MortalTransport(way, (title, node) => title == "commit" && node == "node-2" && mount.Value), new RolloutOptions { UndoAfter = TimeSpan.FromSeconds(5) });
        var report = await rollout.CommitAsync(await rollout.StageAsync(TopologyReader.ReadFile(Lab.TopologyFile).Topology!, default), default);
        await Lab.ShAsync("node-2", "umount /etc/haproxy/haproxy.cfg");

        Assert.Equal(RolloutOutcome.Failed, report.Outcome);
        var error = report.Nodes[1].Error;
        Assert.Equal("HCP211", error?.Id);
        Assert.Contains("/etc/haproxy/haproxy.cfg: mv: ", error!.What, StringComparison.Ordinal);
        Assert.Contains("Device or resource busy", error.What, StringComparison.Ordinal);
        Assert.Contains("findmnt", error.Fix, StringComparison.Ordinal);
        await Lab.AssertUnchangedAsync(before);
        await Lab.ShOnAllAsync("rm /etc/haproxy/haproxy.cfg");
    }
}
