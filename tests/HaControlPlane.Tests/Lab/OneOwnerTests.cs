namespace HaControlPlane.Tests.Lab;

/// <summary>A daemon has one owner, the operating system or the kubelet: after a change from one to the other, and after a boot.</summary>
[Collection(LabLanes.Second)]
public sealed class OneOwnerTests
{
    /// <summary>"haproxy pod", a line for each kind of process there is; a container has mounts of its own.</summary>
    private const string KindsScript = """
        for daemon in haproxy keepalived; do
            for pid in $(pidof $daemon); do
                if [ "$(readlink /proc/$pid/ns/mnt)" = "$(readlink /proc/self/ns/mnt)" ]; then echo $daemon service; else echo $daemon pod; fi
            done | sort -u
        done
        """;

    private static readonly string[] Pods = ["haproxy pod", "keepalived pod"];

    [LabFact]
    public async Task Pods_are_alone_after_a_boot_and_services_are_as_before_after_the_removal()
    {
        await using var lab = await LabCluster.UpAsync("owner", new LabShape(RunAs: "static-pod"));
        var before = await lab.StateAsync();
        var plan = await lab.HacpAsync("plan", lab.TopologyFile);
        Assert.Contains("disable service haproxy", plan.Output, StringComparison.Ordinal);
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());

        await lab.FaultAsync("node-1", "reboot");
        await Until.TrueAsync("the pods run again", async () => string.Join(",", await KindsAsync(lab, "node-1")) == string.Join(",", Pods), TimeSpan.FromSeconds(20));
        var compared = await lab.HacpAsync("compare", lab.TopologyFile);
        Assert.True(compared.ExitCode == 0, compared.ToString());

        var removed = await lab.HacpAsync("remove", lab.TopologyFile, "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        await lab.AssertUnchangedAsync(before);
    }

    [LabFact]
    public async Task A_connection_that_outlives_a_reload_keeps_no_service_from_leaving()
    {
        await using var lab = await LabCluster.UpAsync("outlive");
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var holder = Assert.Single(await lab.HoldersAsync());
        using var client = Running.Start(LabMachine.Verb, ["admin", "--name", lab.Name, "--", "sh", "-c", $"sleep 300 | socat - TCP:{lab.Vip}:{lab.Port}"]);
        await Until.TrueAsync("somebody is connected", async () => (await lab.ShAsync(holder, $"ss -Htn state established sport = :{lab.Port}")).Length > 0, TimeSpan.FromSeconds(5));

        var moved = await lab.HacpAsync("apply", lab.Changed(($"port: {lab.Port}", "port: 9443")), "--yes");
        Assert.True(moved.ExitCode == 0, moved.ToString());
        Assert.Equal("2", await lab.ShAsync(holder, "pidof haproxy | wc -w"));

        var pods = await lab.HacpAsync("apply", lab.Changed(($"port: {lab.Port}", "port: 9443"), ("runAs: service", "runAs: static-pod")), "--yes");
        Assert.True(pods.ExitCode == 0, pods.ToString());
        Assert.Equal(Pods, await KindsAsync(lab, holder));
        Assert.Equal("ok", await lab.AskVipAsync(9443));
    }

    [LabFact]
    public async Task A_service_whose_configuration_somebody_deleted_leaves_all_the_same()
    {
        await using var lab = await LabCluster.UpAsync("deleted", new LabShape(Nodes: 1));
        var before = await lab.StateAsync();
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        await lab.ShAsync("node-1", "rm /etc/keepalived/keepalived.conf /etc/haproxy/haproxy.cfg");
        var removed = await lab.HacpAsync("remove", lab.TopologyFile, "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        await lab.AssertUnchangedAsync(before);
    }

    private static async Task<string[]> KindsAsync(LabCluster lab, string node) =>
        (await lab.ShAsync(node, KindsScript)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
