using System.Diagnostics;

namespace HaControlPlane.Tests.Lab;

/// <summary>
/// A VIP owner whose haproxy gets a processor too seldom to answer in time keeps the VIP while the node says that it is starved, and
/// one whose haproxy really hangs loses it, starved or not.
/// </summary>
[Collection(LabLanes.Second)]
public sealed class StarvedNodeTests
{
    /// <summary>The kernel's words for a node that is starved, or not: a file that is bound over its own. The clock of the pressure runs by itself.</summary>
    private const string Starved = """
        cat >/run/pressure.sh <<'END'
        while :; do
            read -r up _ </proc/uptime
            printf 'some avg10=0.00 avg60=0.00 avg300=0.00 total=%s0000\n' "${up%.*}${up#*.}" 1<>/run/pressure
            sleep 0.2
        done
        END
        echo 'some avg10=0.00 avg60=0.00 avg300=0.00 total=0' >/run/calm
        cp /run/calm /run/pressure
        mount --bind /run/pressure /proc/pressure/cpu && mount --bind /run/calm /proc/pressure/memory && mount --bind /run/calm /proc/pressure/io
        setsid sh /run/pressure.sh >/dev/null 2>&1 </dev/null & echo $! >/run/pressure.pid
        """;

    private const string Calm = """
        ! [ -s /run/pressure.pid ] || kill "$(cat /run/pressure.pid)"
        echo 'some avg10=0.00 avg60=0.00 avg300=0.00 total=0' >/run/calm
        for what in cpu memory io; do umount "/proc/pressure/$what" 2>/dev/null; mount --bind /run/calm "/proc/pressure/$what" || exit 1; done
        """;

    /// <summary>For this test's own questions, and a machine that runs others beside.</summary>
    private const double BusySeconds = 4;

    /// <summary>Where the kernel divides the processor by sessions, a priority within keepalived's session alone moves nobody else.</summary>
    [LabFact]
    public async Task Keepalived_has_its_priority_among_sessions_too()
    {
        await using var lab = await LabCluster.UpAsync("session", new LabShape(Nodes: 1, RunAs: "service"));
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        await Until.TrueAsync("There is one owner.", async () => await lab.HoldersAsync() is [_]);

        var groups = await lab.ShAsync("node-1", "for p in $(pidof keepalived); do cat /proc/$p/autogroup 2>/dev/null || echo nice -20; done");

        Assert.All(groups.Split('\n'), g => Assert.EndsWith("nice -20", g, StringComparison.Ordinal));
    }

    [LabFact]
    public async Task A_starved_owner_keeps_the_VIP_and_one_whose_haproxy_hangs_does_not()
    {
        await using var lab = await LabCluster.UpAsync("starved", new LabShape(RunAs: "service"));
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        await Until.TrueAsync("There is one owner.", async () => await lab.HoldersAsync() is [_]);

        // Starved: haproxy stands still for longer than the check asks, and serves again before its last answer is too old.
        var owner = Assert.Single(await lab.HoldersAsync());
        await lab.ShAsync(owner, Starved);
        await Task.Delay(TimeSpan.FromSeconds(3));
        for (var i = 0; i < 2; i++)
        {
            await lab.ShAsync(owner, "pkill -STOP -x haproxy; sleep 6; pkill -CONT -x haproxy; sleep 4");
            Assert.Equal([owner], await lab.HoldersAsync());
        }

        Assert.Equal("0", (await lab.ShAsync(owner, "busybox logread | grep -c 'haproxy_alive.* failed' || true")).Trim());
        Assert.Equal("ok", await lab.AskVipAsync());

        // Starved or not, what hangs for longer than an answer is kept loses the VIP.
        var took = await LosesAsync(lab, owner);
        Assert.InRange(took.TotalSeconds, 4, 20.2 + BusySeconds);

        // A node with processors to spare loses it within the check's own limits.
        owner = Assert.Single(await lab.HoldersAsync());
        await lab.ShAsync(owner, Calm);
        await Task.Delay(TimeSpan.FromSeconds(3));
        took = await LosesAsync(lab, owner);
        // A busy machine really starves its nodes: their checks are late, too.
        Assert.InRange(took.TotalSeconds, 0, MachineLoad.IsBusy ? 20.2 + BusySeconds : 4.4 + BusySeconds);
    }

    private static async Task<TimeSpan> LosesAsync(LabCluster lab, string owner)
    {
        await lab.ShAsync(owner, "pkill -STOP -x haproxy");
        var watch = Stopwatch.StartNew();
        try
        {
            await Until.TrueAsync("Another node has the VIP.", async () => await lab.HoldersAsync() is [var now] && now != owner, TimeSpan.FromSeconds(60));
            return watch.Elapsed;
        }
        finally
        {
            await lab.ShAsync(owner, "pkill -CONT -x haproxy");
        }
    }
}
