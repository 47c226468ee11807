namespace HaControlPlane.Tests.Lab;

/// <summary>Every profile comes up in both modes. The fast one does in <see cref="MainJobTests"/>.</summary>
[Collection(LabLanes.Second)]
public sealed class ProfileTests
{
    [LabFact]
    public Task Classic_services() => ComesUpAsync("service", "classic");

    [LabFact]
    public Task Classic_static_pods() => ComesUpAsync("static-pod", "classic");

    [LabFact]
    public Task Kubeadm_services() => ComesUpAsync("service", "kubeadm");

    [LabFact]
    public Task Kubeadm_static_pods() => ComesUpAsync("static-pod", "kubeadm");

    private static async Task ComesUpAsync(string runAs, string profile)
    {
        await using var lab = await LabCluster.UpAsync("profile", new LabShape(RunAs: runAs, Profile: profile));
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        Assert.Equal("applied", applied.Outcome);
        Assert.Equal("ok", await lab.AskVipAsync());
        Assert.Single(await lab.HoldersAsync());

        var again = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("nothingToDo", again.Outcome);
    }
}
