using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>What somebody wrote into a file of ours is named before it is replaced, and can be read afterwards.</summary>
[Collection(LabLanes.Second)]
public sealed class HandEditTests(BareLab bare) : IClassFixture<BareLab>
{
    private const string Written = "/etc/haproxy/haproxy.cfg";
    private const string Kept = "/var/lib/hacontrolplane.kept";

    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task The_plan_names_it_and_the_result_says_where_its_text_is()
    {
        await ApplyAsync();
        await Lab.ShOnAllAsync($"rm -rf {Kept}");
        await Lab.ShAsync("node-2", $"sleep 1; printf 'frontend mine\\n    mode tcp\\n    bind 127.0.0.1:7000\\n' >>{Written}; cp {Written} /root/mine");

        var plan = await Lab.HacpAsync("plan", Lab.TopologyFile, "--replace-foreign");
        Assert.Matches($"{Written} was edited by hand, last on 20[0-9-]+ [0-9:]+ UTC; that text is replaced", plan.Output);
        // What serves something is not even replaced without the switch.
        var run = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes", "--replace-foreign");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains($"{Written} had been edited by hand; that text is kept on the node as {Kept}/", run.Output, StringComparison.Ordinal);
        var path = run.Output.Split($"{Written} had been edited by hand; that text is kept on the node as ")[1].Split('\n')[0].Trim();
        await Lab.ShAsync("node-2", $"cmp '{path}' /root/mine");
        Assert.Equal("drwx------\ndrwx------", await Lab.ShAsync("node-2", $"ls -ld {Kept} \"$(dirname '{path}')\" | cut -c1-10"));
        Assert.Equal("", await Lab.ShAsync("node-1", $"ls -A {Kept} 2>/dev/null || true"));

        var again = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes", "--json");
        Assert.Equal("nothingToDo", again.Outcome);
    }

    [LabFact]
    public async Task Programs_read_it_too_and_a_removal_leaves_the_text()
    {
        await ApplyAsync();
        await Lab.ShAsync("node-3", $"echo '# by hand' >>{Written}");
        var plan = await Lab.HacpAsync("plan", Lab.TopologyFile, "--json");
        var file = Assert.Single(plan.Json.GetProperty("nodes")[2].GetProperty("files").EnumerateArray(), f => f.GetProperty("editedSince").GetBoolean());
        Assert.Equal(Written, file.GetProperty("path").GetString());

        var run = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        var kept = Assert.Single(run.Json.GetProperty("nodes")[2].GetProperty("kept").EnumerateArray());
        Assert.Equal(Written, kept.GetProperty("path").GetString());
        var removed = await Lab.HacpAsync("remove", Lab.TopologyFile, "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Matches("(?m)^node-3: removed [0-9]+ files$", removed.Output);
        Assert.Matches("(?m)^Removed from 3 of 3 nodes in ", removed.Output);
        Assert.Equal("# by hand", await Lab.ShAsync("node-3", $"tail -n 1 '{kept.GetProperty("keptAs").GetString()}'"));
    }

    [LabFact]
    public async Task A_run_that_is_undone_puts_the_edited_text_back_and_keeps_no_copy()
    {
        await ApplyAsync();
        await Lab.ShOnAllAsync($"rm -rf {Kept}; echo '# by hand' >>{Written}");
        var before = await Lab.StateAsync();
        await using var way = Lab.Transport();
        var rollout = new LoadBalancerRollout(new MortalTransport(way, (title, _) => title == "promise"), new RolloutOptions { UndoAfter = TimeSpan.FromSeconds(5) });
        await rollout.CommitAsync(await rollout.StageAsync(TopologyReader.ReadFile(Lab.TopologyFile).Topology!, default), default);
        Assert.All(await Lab.ShOnAllAsync($"find {Kept} -type f"), s => Assert.NotEmpty(s));

        await Until.TrueAsync("no transaction is open", async () => (await Lab.ShOnAllAsync("ls -A /var/lib/hacontrolplane/tx; ls -d /var/lib/hacontrolplane/lock 2>/dev/null || true")).All(s => s.Length == 0), TimeSpan.FromSeconds(40));
        await Lab.AssertUnchangedAsync(before);
        Assert.All(await Lab.ShOnAllAsync($"ls -d {Kept} 2>/dev/null || true"), Assert.Empty);
    }

    [LabFact]
    public async Task Of_each_file_the_last_ten_are_kept()
    {
        await ApplyAsync();
        await Lab.ShAsync("node-1", $"rm -rf {Kept}");
        for (var i = 1; i <= 12; i++)
        {
            await Lab.ShAsync("node-1", $"echo '# edit {i}.' >>{Written}{(i == 12 ? "; echo '# edit of the script' >>/etc/keepalived/check_apiserver.sh" : "")}");
            await ApplyAsync();
        }

        var texts = await Lab.ShAsync("node-1", $"for f in {Kept}/*/*haproxy.cfg; do tail -n 1 \"$f\"; done");
        Assert.Equal(Enumerable.Range(3, 10).Select(i => $"# edit {i}."), texts.Split('\n'));
        Assert.Equal("11", await Lab.ShAsync("node-1", $"find {Kept} -type f | wc -l"));
        Assert.Equal("10", await Lab.ShAsync("node-1", $"ls {Kept} | wc -l"));
    }

    private async Task ApplyAsync()
    {
        var run = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
        Assert.True(run.ExitCode == 0, run.ToString());
    }
}
