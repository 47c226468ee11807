namespace HaControlPlane.Tests.Lab;

/// <summary>Kernel settings of a topology, on real nodes.</summary>
[Collection(LabLanes.Second)]
public sealed class SysctlTests
{
    private const string DropIn = "/etc/sysctl.d/99-zz-hacontrolplane.conf";
    private const string Live = "cd /proc/sys/net/ipv4 && cat ip_nonlocal_bind && tr -s '\\t' ' ' <tcp_rmem";

    [LabFact]
    public async Task They_are_set_seen_to_drift_and_given_back()
    {
        await using var lab = await LabCluster.UpAsync("sysctl");
        var before = await lab.ShAsync("node-1", Live);
        Assert.StartsWith("0\n", before, StringComparison.Ordinal);
        var nothing = await lab.StateAsync();
        var file = lab.Changed(("loadBalancer:\n", "sysctl:\n  net.ipv4.ip_nonlocal_bind: 1\n  net/ipv4/tcp_rmem: \"4096 65536  1048576\"\nloadBalancer:\n"));

        // What is not there stops all of it, and nothing is changed.
        var wrong = await lab.HacpAsync("apply", lab.Changed(("loadBalancer:\n", "sysctl: { net.ipv4.no_such: 1 }\nloadBalancer:\n")), "--yes", "--json");
        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Assert.Contains("HCP221", wrong.ToString(), StringComparison.Ordinal);
        await lab.AssertUnchangedAsync(nothing);

        var plan = await lab.HacpAsync("plan", file);
        Assert.True(plan.ExitCode == 3, plan.ToString());
        Assert.Contains("/proc/sys/net/ipv4/ip_nonlocal_bind", plan.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await lab.ShAsync("node-1", Live));

        var apply = await lab.HacpAsync("apply", file, "--yes");
        Assert.True(apply.ExitCode == 0, apply.ToString());
        Assert.Equal("1\n4096 65536 1048576", await lab.ShAsync("node-1", Live));
        Assert.Contains("net.ipv4.ip_nonlocal_bind = 1\n", await lab.ShAsync("node-1", $"cat {DropIn}"), StringComparison.Ordinal);
        Assert.Equal(0, (await lab.HacpAsync("plan", file)).ExitCode);

        // Somebody sets it back by hand: only the live value differs, and installing again heals it.
        await lab.ShAsync("node-2", "echo 0 >/proc/sys/net/ipv4/ip_nonlocal_bind");
        var drift = await lab.HacpAsync("compare", file, "--json");
        Assert.True(drift.ExitCode == 3, drift.ToString());
        var difference = Assert.Single(drift.Json.GetProperty("differences").EnumerateArray());
        Assert.Equal(("node-2", "sysctl", "/proc/sys/net/ipv4/ip_nonlocal_bind"),
            (difference.GetProperty("node").GetString(), difference.GetProperty("kind").GetString(), difference.GetProperty("subject").GetString()));
        Assert.Equal(0, (await lab.HacpAsync("apply", file, "--yes")).ExitCode);

        // A change that fails on its way gives the value back that was in force.
        await lab.ShAsync("node-2", "chmod 000 /usr/sbin/haproxy");
        var other = lab.Changed(("loadBalancer:\n", "sysctl:\n  net.ipv4.ip_nonlocal_bind: 0\nloadBalancer:\n"), ($"port: {lab.Port}", "port: 9443"));
        var failed = await lab.HacpAsync("apply", other, "--yes", "--json", "--skip-preflight");
        Assert.True(failed.ExitCode == 1, failed.ToString());
        await lab.ShAsync("node-2", "chmod 755 /usr/sbin/haproxy");
        foreach (var node in new[] { "node-1", "node-2", "node-3" })
        {
            Assert.Equal("1\n4096 65536 1048576", await lab.ShAsync(node, Live));
        }

        // Declared no more: that one goes back to what it was before us, the other stays.
        Assert.Equal(0, (await lab.HacpAsync("apply", lab.Changed(("loadBalancer:\n", "sysctl:\n  net.ipv4.ip_nonlocal_bind: 1\nloadBalancer:\n")), "--yes")).ExitCode);
        Assert.Equal("1" + before[1..], await lab.ShAsync("node-1", Live));

        var remove = await lab.HacpAsync("remove", file, "--yes");
        Assert.True(remove.ExitCode == 0, remove.ToString());
        Assert.Equal(before, await lab.ShAsync("node-3", Live));
        await lab.AssertUnchangedAsync(nothing);
    }

    /// <summary>
    /// The kernel writes some values in words of its own, resets some when another is set, and rounds some. Turning
    /// ip_forward sets accept_redirects, so it counts that both are what was declared; so do the values after an undo. And
    /// local ports begin no lower than unprivileged ones: the one can only go back when the other has.
    /// </summary>
    [LabFact(OnlyInCI = true)]
    public async Task What_the_kernel_makes_of_a_value_is_told_from_what_was_declared()
    {
        const string All = "cd /proc/sys/net/ipv4 && cat ip_forward conf/all/accept_redirects conf/all/log_martians ip_local_reserved_ports ip_unprivileged_port_start && tr -s '\\t' ' ' <ip_local_port_range";
        await using var lab = await LabCluster.UpAsync("sysctl2", new LabShape(Nodes: 1));
        await lab.ShAsync("node-1", "echo 0 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv4/conf/all/accept_redirects");
        var before = await lab.ShAsync("node-1", All);
        var text = "sysctl: { net.ipv4.conf.all.accept_redirects: 1, net.ipv4.conf.all.log_martians: \"01\", net.ipv4.ip_forward: 1, net.ipv4.ip_local_port_range: \"45000 60000\", net.ipv4.ip_unprivileged_port_start: 40000, net.ipv4.ip_local_reserved_ports: \"30002,30000,30001\" }\nloadBalancer:\n";
        var file = lab.Changed(("loadBalancer:\n", text));

        // 1001 ms are no whole number of the kernel's ticks.
        var rounded = await lab.HacpAsync("apply", lab.Changed(("loadBalancer:\n", text.Replace("sysctl: {", "sysctl: { net.ipv4.neigh.eth1.base_reachable_time_ms: 1001,", StringComparison.Ordinal))), "--yes", "--json");
        Assert.True(rounded.ExitCode == 1, rounded.ToString());
        Assert.Contains("HCP222", rounded.ToString(), StringComparison.Ordinal);
        Assert.Contains("base_reachable_time_ms 1001 (it is 100", rounded.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await lab.ShAsync("node-1", All));

        var apply = await lab.HacpAsync("apply", file, "--yes");
        Assert.True(apply.ExitCode == 0, apply.ToString());
        Assert.Equal("1\n1\n1\n30000-30002\n40000\n45000 60000", await lab.ShAsync("node-1", All));
        var again = await lab.HacpAsync("apply", file, "--yes");
        Assert.Contains("Nothing to do", again.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await lab.HacpAsync("compare", file)).ExitCode);

        Assert.Equal(0, (await lab.HacpAsync("remove", file, "--yes")).ExitCode);
        Assert.Equal(before, await lab.ShAsync("node-1", All));
    }
}
