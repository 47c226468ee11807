namespace HaControlPlane.Tests.Lab;

/// <summary>The whole job on nodes of every kind: from nothing to an endpoint that survives its holder.</summary>
[Collection(LabLanes.First)]
public sealed class MainJobTests
{
    private const int OtherPort = 9443;

    [LabFact]
    public Task Services_of_init_scripts() => DoTheJobAsync(new LabShape());

    [LabFact]
    public Task Static_pods() => DoTheJobAsync(new LabShape(RunAs: "static-pod"));

    [SystemdLabFact]
    public Task Services_of_systemd() => DoTheJobAsync(new LabShape(Kind: "systemd"));

    private static async Task DoTheJobAsync(LabShape shape)
    {
        await using var lab = await LabCluster.UpAsync("job", shape);
        await InstallAsync(lab);
        await RepeatAsync(lab);
        var moved = await MoveToAnotherPortAsync(lab);
        await LoseTheHolderAsync(lab, moved);
    }

    private static async Task InstallAsync(LabCluster lab)
    {
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        Assert.Equal("applied", applied.Outcome);
        Assert.Equal(["committed", "committed", "committed"], applied.OfNodes("state"));
        Assert.Equal("ok", await lab.AskVipAsync());
        Assert.Single(await lab.HoldersAsync());
    }

    private static async Task RepeatAsync(LabCluster lab)
    {
        var before = await lab.StateAsync();
        var again = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("nothingToDo", again.Outcome);
        Assert.Equal(["unchanged", "unchanged", "unchanged"], again.OfNodes("state"));
        var plan = await lab.HacpAsync("plan", lab.TopologyFile, "--json");
        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.False(plan.Json.GetProperty("changes").GetBoolean());
        await lab.AssertUnchangedAsync(before);
    }

    private static async Task<string> MoveToAnotherPortAsync(LabCluster lab)
    {
        var moved = lab.Changed(($"port: {lab.Port}", $"port: {OtherPort}"));
        var before = await lab.StateAsync();
        var plan = await lab.HacpAsync("plan", moved);
        Assert.True(plan.ExitCode == 3, plan.ToString());
        Assert.Contains($"-    bind *:{lab.Port}", plan.Output, StringComparison.Ordinal);
        Assert.Contains($"+    bind *:{OtherPort}", plan.Output, StringComparison.Ordinal);
        await lab.AssertUnchangedAsync(before);

        var applied = await lab.HacpAsync("apply", moved, "--yes", "--json");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        Assert.Equal("applied", applied.Outcome);
        Assert.Equal("ok", await lab.AskVipAsync(OtherPort));
        Assert.Equal("", await lab.AskVipAsync());
        var status = await lab.HacpAsync("status", moved, "--json");
        Assert.True(status.ExitCode == 0, status.ToString());
        Assert.Equal("healthy", Verdict(status));
        return moved;
    }

    private static async Task LoseTheHolderAsync(LabCluster lab, string topology)
    {
        var holder = Assert.Single(await lab.HoldersAsync());
        await lab.FaultAsync(holder, "power-off");
        await Until.TrueAsync("another node answers", async () => await lab.AskVipAsync(OtherPort) == "ok", TimeSpan.FromSeconds(10));
        var heir = Assert.Single(await lab.HoldersAsync());
        Assert.NotEqual(holder, heir);

        var status = await lab.HacpAsync("status", topology, "--json");
        Assert.True(status.ExitCode == 1, status.ToString());
        Assert.Equal("degraded", Verdict(status));
        Assert.StartsWith($"Degraded: {heir} holds the VIP, but {holder} could not take over;", status.Json.GetProperty("sentence").GetString());
        var error = Assert.Single(status.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(holder, error.GetProperty("node").GetString());
        Assert.Equal("HCP201", error.GetProperty("id").GetString());
    }

    private static string? Verdict(HacpRun status) => status.Json.GetProperty("verdict").GetString();
}
