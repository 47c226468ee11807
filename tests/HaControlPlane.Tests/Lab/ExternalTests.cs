namespace HaControlPlane.Tests.Lab;

/// <summary>A balancer outside the nodes: nothing is placed, and each connection is proven.</summary>
[Collection(LabLanes.First)]
public sealed class ExternalTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task Nothing_is_placed_and_every_connection_is_a_row()
    {
        // On a node localhost:6443 is its own API server; from here it is a forwarder to the first one.
        var topology = Lab.Changed(($"vip: \"{Lab.Vip}\"", "host: localhost"), ($"port: {Lab.Port}", "port: 6443"), ("kind: keepalived-haproxy", "kind: external"));
        var before = await Lab.StateAsync();
        using var forwarder = Running.Start(LabMachine.Verb, ["admin", "--name", Lab.Name, "--", "socat", "TCP-LISTEN:6443,bind=127.0.0.1,fork,reuseaddr", $"TCP:{Lab.AddressOf("node-1")}:6443"]);
        await Until.TrueAsync("the forwarder listens", async () => (await Lab.AdminAsync("curl", "-ks", "--max-time", "2", "https://127.0.0.1:6443/readyz")).Output.Length > 0);

        var applied = await Lab.HacpAsync("apply", topology, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var compared = await Lab.HacpAsync("compare", topology);
        Assert.True(compared.ExitCode == 0, compared.ToString());
        var live = await Lab.HacpAsync("validate", topology, "--live");
        Assert.True(live.ExitCode == 0, live.ToString());
        var status = await Lab.HacpAsync("status", topology, "--json");

        Assert.True(status.ExitCode == 0, status.ToString());
        Assert.Equal("healthy", status.Json.GetProperty("verdict").GetString());
        var rows = status.Json.GetProperty("checks").EnumerateArray().Select(c => $"{c.GetProperty("from")} {c.GetProperty("what")} {c.GetProperty("target")} {c.GetProperty("ok")}").ToArray();
        Assert.Contains("here name localhost True", rows);
        Assert.Contains("here balancer localhost:6443 True", rows);
        Assert.Contains("node-2 balancer localhost:6443 True", rows);
        Assert.Contains($"node-2 apiserver {Lab.AddressOf("node-3")}:6443 True", rows);

        await Lab.ShAsync("node-3", "/usr/lib/lab/apiserver stop");
        var degraded = await Lab.HacpAsync("status", topology);
        Assert.True(degraded.ExitCode == 1, degraded.ToString());
        Assert.Contains($"{Lab.AddressOf("node-3")}:6443 cannot be reached from node-1", degraded.Output, StringComparison.Ordinal);
        await Lab.ShAsync("node-3", "/usr/lib/lab/apiserver start");

        var removed = await Lab.HacpAsync("remove", topology, "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        await Lab.AssertUnchangedAsync(before);
    }

    [LabFact]
    public async Task A_balancer_known_by_its_address_is_proven_without_a_name()
    {
        var address = $"{Lab.Vip[..(Lab.Vip.LastIndexOf('.') + 1)]}2";
        var topology = Lab.Changed(($"vip: \"{Lab.Vip}\"", $"host: {address}"), ($"port: {Lab.Port}", "port: 6443"), ("kind: keepalived-haproxy", "kind: external"));
        using var forwarder = Running.Start(LabMachine.Verb, ["admin", "--name", Lab.Name, "--", "socat", $"TCP-LISTEN:6443,bind={address},fork,reuseaddr", $"TCP:{Lab.AddressOf("node-1")}:6443"]);
        await Until.TrueAsync("the forwarder listens", async () => (await Lab.AdminAsync("curl", "-ks", "--max-time", "2", $"https://{address}:6443/readyz")).Output.Length > 0);

        var status = await Lab.HacpAsync("status", topology, "--json");

        Assert.True(status.ExitCode == 0, status.ToString());
        var rows = status.Json.GetProperty("checks").EnumerateArray().Select(c => $"{c.GetProperty("from")} {c.GetProperty("what")} {c.GetProperty("target")} {c.GetProperty("ok")}").ToArray();
        Assert.Contains($"here balancer {address}:6443 True", rows);
        Assert.Contains($"node-2 balancer {address}:6443 True", rows);
        Assert.DoesNotContain(rows, r => r.Contains(" name ", StringComparison.Ordinal));
    }
}
