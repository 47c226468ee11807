using System.Globalization;
using System.Text.Json;

namespace HaControlPlane.Tests.Lab;

/// <summary>Drills on real nodes: guarded, measured, and taken back by the node itself.</summary>
[Collection(LabLanes.First)]
public sealed class DrillLabTests
{
    /// <summary>Other tests have the machine's cores at the same time; the model knows of one busy machine only.</summary>
    private const double BusyMs = 1000;

    [LabFact(OnlyInCI = true)]
    public async Task A_drill_asks_refuses_measures_and_ends_by_itself()
    {
        await using var lab = await LabCluster.UpAsync("drill");
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var before = await lab.StateAsync();
        var holder = Assert.Single(await lab.HoldersAsync());

        var asked = await lab.HacpAsync("drill", lab.TopologyFile, "--fault", "drain");
        Assert.True(asked.ExitCode == 2, asked.ToString());
        Assert.Contains($"error NobodyToAsk: drain: the virtual IP is handed over on {holder}, which holds the VIP, for 10 s, and there is nobody to ask", asked.Error, StringComparison.Ordinal);

        // None as a rule: the other nodes send what is in flight back to it. A busy machine may be late for one or two.
        var drain = await DrillAsync(lab, "drain");
        Assert.InRange(drain.GetProperty("failed").GetInt32(), 0, 2);
        var heir = Assert.Single(await lab.HoldersAsync());
        Assert.Equal([holder, heir], drain.GetProperty("holders").EnumerateArray().Select(h => h.GetProperty("node").GetString()));

        // SSH goes through the link that is down.
        var link = await DrillAsync(lab, "link-down");
        Assert.Equal(heir, link.GetProperty("node").GetString());
        Assert.NotEqual(heir, Assert.Single(await lab.HoldersAsync()));
        Assert.Contains("<svg", await File.ReadAllTextAsync(Html(lab)), StringComparison.Ordinal);

        await EndsByItselfAsync(lab);
        await RefusesAsync(lab);
        await lab.AssertUnchangedAsync(before);
    }

    /// <summary>Whoever began it dies at once; the node takes it back all the same.</summary>
    private static async Task EndsByItselfAsync(LabCluster lab)
    {
        var holder = Assert.Single(await lab.HoldersAsync());
        using (var admin = lab.StartHacp("drill", lab.TopologyFile, "--fault", "apiserver-hang", "--seconds", "6", "--yes"))
        {
            await admin.SayAsync("armed on");
            await Until.TrueAsync("it hangs", async () => await ApiserverStateAsync(lab, holder) == "T", TimeSpan.FromSeconds(5));
            await admin.SignalAsync("KILL");
            var rollout = await lab.HacpAsync("plan", lab.TopologyFile, "--json");
            Assert.True(rollout.ExitCode == 1, rollout.ToString());
            var error = rollout.Json.GetProperty("errors")[0];
            Assert.Equal("HCP208", error.GetProperty("id").GetString());
            Assert.Contains("apiserver-hang", error.GetProperty("what").GetString(), StringComparison.Ordinal);
        }

        await Until.TrueAsync("it goes on", async () => await ApiserverStateAsync(lab, holder) != "T", TimeSpan.FromSeconds(12));
        await Until.TrueAsync("the endpoint is well", async () => (await lab.HacpAsync("status", lab.TopologyFile)).ExitCode == 0);
        await lab.ShAsync(holder, "rm -rf /run/hacontrolplane-drill");
    }

    private static async Task RefusesAsync(LabCluster lab)
    {
        var other = lab.Nodes.Except(await lab.HoldersAsync()).First();
        await lab.ShAsync(other, "/usr/lib/lab/apiserver stop");
        await Until.TrueAsync("it is degraded", async () => (await lab.HacpAsync("status", lab.TopologyFile)).ExitCode == 1);
        var refused = await lab.HacpAsync("drill", lab.TopologyFile, "--fault", "haproxy-kill", "--yes", "--json");
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Equal("HCP223", refused.Json.GetProperty("errors")[0].GetProperty("id").GetString());
        await lab.ShAsync(other, "/usr/lib/lab/apiserver start");
    }

    private static async Task<JsonElement> DrillAsync(LabCluster lab, string fault)
    {
        var drill = await lab.HacpAsync("drill", lab.TopologyFile, "--fault", fault, "--seconds", "2", "--yes", "--json", "--html", Html(lab));
        Assert.True(drill.ExitCode == 0, drill.ToString());
        var allowed = drill.Json.GetProperty("worstCaseMs").GetDouble() + BusyMs;
        Assert.True(drill.Json.GetProperty("longestOutageMs").GetDouble() < allowed, drill.Json.GetProperty("sentence").GetString() + allowed.ToString(CultureInfo.InvariantCulture));
        return drill.Json;
    }

    private static string Html(LabCluster lab) => Path.Combine(lab.Folder, "drill.html");

    private static Task<string> ApiserverStateAsync(LabCluster lab, string node) =>
        lab.ShAsync(node, "sed -n 's/^State:[[:space:]]*\\(.\\).*/\\1/p' /proc/$(cat /run/kube-apiserver/pid)/status");
}
