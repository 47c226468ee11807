using System.Globalization;

namespace HaControlPlane.Tests.Lab;

/// <summary>The ways to a node: each run logs in once a node; jump hosts and the client's own configuration count.</summary>
[Collection(LabLanes.Second)]
public sealed class SshWaysTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task A_whole_run_is_one_login_a_node()
    {
        var before = await LoginsAsync();
        var applied = await Lab.HacpAsync("apply", Lab.Changed(("  interface: eth1\n", "")), "--yes", "--json");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        Assert.Equal(before.Select(n => n + 1), await LoginsAsync());
        // Nothing stays logged in.
        await Until.TrueAsync("no login is left", async () => (await Lab.ShOnAllAsync("pgrep -f '[s]shd: root' || true")).All(p => p.Length == 0));
    }

    [LabFact]
    public async Task Through_a_jump_host()
    {
        await Unreachable(async () =>
        {
            var jump = Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ jump: root@{Lab.AddressOf("node-1")} }},"));
            var run = await Lab.HacpAsync("status", jump, "--json");
            AssertAllAsked(run);
        });
    }

    [LabFact]
    public async Task Through_the_clients_own_configuration()
    {
        var config = Path.Combine(Lab.Folder, "ssh_config-ways");
        await File.WriteAllTextAsync(config, $"""
            Host behind-node-1
                HostName {Lab.AddressOf("node-2")}
                HostKeyAlias node-2
                ProxyCommand ssh -F {Lab.Folder}/ssh_config -W %h:%p node-1

            """);
        await Unreachable(async () =>
        {
            var run = await Lab.HacpAsync("status", Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ host: behind-node-1, configFile: {config} }},")), "--json");
            AssertAllAsked(run);
        });
    }

    private static void AssertAllAsked(HacpRun run)
    {
        Assert.Empty(run.Json.GetProperty("errors").EnumerateArray().Select(e => e.ToString()));
        Assert.Equal(["node-1", "node-2", "node-3"], run.OfNodes("name"));
    }

    /// <summary>Does something while the admin has no route to node-2, and proves that there is none.</summary>
    private async Task Unreachable(Func<Task> action)
    {
        var route = $"{Lab.AddressOf("node-2")}/32";
        _ = (await Lab.AdminAsync("ip", "route", "add", "blackhole", route)).Text;
        try
        {
            var direct = await Lab.HacpAsync("status", Lab.TopologyFile, "--json");
            var error = Assert.Single(direct.Json.GetProperty("errors").EnumerateArray());
            Assert.Equal("HCP201", error.GetProperty("id").GetString());
            await action();
        }
        finally
        {
            _ = (await Lab.AdminAsync("ip", "route", "del", "blackhole", route)).Text;
        }
    }

    private async Task<int[]> LoginsAsync() =>
        [.. (await Lab.ShOnAllAsync("busybox logread | grep -c 'Accepted publickey' || true")).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}
