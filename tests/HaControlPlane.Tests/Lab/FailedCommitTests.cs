namespace HaControlPlane.Tests.Lab;

/// <summary>A change that one node does not survive is taken back on all.</summary>
[Collection(LabLanes.Second)]
public sealed class FailedCommitTests
{
    private const int TakenPort = 9443;

    /// <summary>A service gets 15 s to come up; an init script may not tell that it did not. Pods get two minutes.</summary>
    private static readonly TimeSpan NoticesWithin = TimeSpan.FromSeconds(75);

    [LabFact]
    public async Task A_first_install_leaves_no_trace()
    {
        await using var lab = await LabCluster.UpAsync("commit");
        var before = await lab.StateAsync();
        await lab.ShAsync("node-2", BreakKeepalived);
        var run = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        await lab.ShAsync("node-2", "mv /root/keepalived /usr/sbin/keepalived");
        AssertUndone(run, "HCP216", "keepalived: cannot start today");
        Assert.True(run.Took < NoticesWithin, run.ToString());
        await lab.AssertUnchangedAsync(before);
        Assert.Empty(await lab.HoldersAsync());

        var again = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("ok", await lab.AskVipAsync());
    }

    [LabFact]
    public async Task A_change_of_a_working_cluster_leaves_it_working()
    {
        await using var lab = await LabCluster.UpAsync("commit");
        Assert.Equal(0, (await lab.HacpAsync("apply", lab.TopologyFile, "--yes")).ExitCode);
        var before = await lab.StateAsync();
        // haproxy cannot listen where somebody else does. The look before a rollout would say so; without it only the reload finds out.
        await lab.ShAsync("node-2", $"setsid socat TCP-LISTEN:{TakenPort},fork SYSTEM:true </dev/null >/dev/null 2>&1 & until ss -Htln | grep -q :{TakenPort}; do sleep 0.05; done");

        var run = await lab.HacpAsync("apply", lab.Changed(($"port: {lab.Port}", $"port: {TakenPort}")), "--yes", "--json", "--skip-preflight");
        AssertUndone(run, "HCP216", "haproxy");
        await lab.AssertUnchangedAsync(before);
        await Until.TrueAsync("the endpoint answers as before", async () => await lab.AskVipAsync() == "ok");
        Assert.Single(await lab.HoldersAsync());
        var plan = await lab.HacpAsync("plan", lab.TopologyFile, "--json");
        Assert.True(plan.ExitCode == 0, plan.ToString());
    }

    /// <summary>Its own check of a configuration still passes; it only does not start.</summary>
    private const string BreakKeepalived = """
        mv /usr/sbin/keepalived /root/keepalived
        cat >/usr/sbin/keepalived <<'TEXT'
        #!/bin/sh
        case " $* " in *" -t "* | *" -v "*) exec /root/keepalived "$@" ;; esac
        echo "keepalived: cannot start today" >&2
        exit 1
        TEXT
        chmod 755 /usr/sbin/keepalived
        """;

    private static void AssertUndone(HacpRun run, string id, string daemon)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal("failed", run.Outcome);
        var nodes = run.Json.GetProperty("nodes").EnumerateArray().ToArray();
        var error = Assert.Single(nodes, n => n.GetProperty("error").ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Equal("node-2", error.GetProperty("name").GetString());
        Assert.Equal(id, error.GetProperty("error").GetProperty("id").GetString());
        Assert.Contains(daemon, error.GetProperty("error").GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.All(run.OfNodes("state"), s => Assert.Contains(s, new[] { "undone", "untouched" }));
        Assert.Equal("undone", error.GetProperty("state").GetString());
    }
}
