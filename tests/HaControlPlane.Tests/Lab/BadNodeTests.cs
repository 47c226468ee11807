namespace HaControlPlane.Tests.Lab;

/// <summary>One node that cannot take the change: nothing changes on any, and the error says which node, why, and what to do.</summary>
[Collection(LabLanes.Second)]
public sealed class BadNodeTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabFact]
    public Task The_disk_is_full() => BadNode.RefusesAsync(Lab,
        () => Lab.FaultAsync(BadNode.Name, "disk-full"), () => Lab.FaultAsync(BadNode.Name, "disk-free"),
        ("HCP211", "/var/lib/hacontrolplane", "Free disk space"));

    [LabFact]
    public Task Etc_is_read_only() => BadNode.RefusesAsync(Lab,
        () => Lab.FaultAsync(BadNode.Name, "etc-ro"), () => Lab.FaultAsync(BadNode.Name, "etc-rw"),
        ("HCP212", "/etc/haproxy", "chattr -i"));

    [LabFact]
    public Task Haproxy_is_not_installed() => BadNode.RefusesAsync(Lab,
        "mv /etc/init.d/haproxy /root/", "mv /root/haproxy /etc/init.d/", ("HCP214", "'haproxy'", "apt install haproxy"));

    [LabFact]
    public Task Keepalived_is_not_installed() => BadNode.RefusesAsync(Lab,
        "mv /etc/init.d/keepalived /root/", "mv /root/keepalived /etc/init.d/", ("HCP214", "'keepalived'", "runAs: static-pod"));

    [LabFact]
    public Task Curl_is_missing() => BadNode.RefusesAsync(Lab,
        "mv /usr/bin/curl /root/", "mv /root/curl /usr/bin/", ("HCP210", "'curl'", "package manager"));

    [LabFact]
    public Task Another_program_has_the_port() => BadNode.RefusesAsync(Lab,
        $"setsid socat TCP-LISTEN:{Lab.Port},fork SYSTEM:true </dev/null >/dev/null 2>&1 & echo $! >/run/squatter; until ss -Htln | grep -q :{Lab.Port}; do sleep 0.05; done",
        "kill $(cat /run/squatter); rm /run/squatter",
        ("HCP217", $"port {Lab.Port}", "endpoint.port"));

    [LabFact]
    public Task A_folder_stands_where_the_file_goes() => BadNode.RefusesAsync(Lab,
        "mkdir -p /etc/haproxy/haproxy.cfg", "rmdir /etc/haproxy/haproxy.cfg", ("HCP213", "/etc/haproxy/haproxy.cfg is a folder", "Remove the folder"));

    [LabFact]
    public Task The_interface_is_missing() => BadNode.RefusesAsync(Lab,
        "true", "true",
        ("HCP218", "no interface eth7; there are: eth1 lo", "loadBalancer.interface"),
        Lab.Changed(("{ name: node-2,", "{ name: node-2, interface: eth7,")));

    [LabFact]
    public Task The_login_shell_talks() => BadNode.RefusesAsync(Lab,
        "echo 'echo Welcome to the machine' >/root/.bashrc", "rm /root/.bashrc", ("HCP207", "Welcome to the machine", ".bashrc"));

    [LabFact]
    public Task Another_run_has_the_lock() => BadNode.RefusesAsync(Lab,
        """
        mkdir -p /var/lib/hacontrolplane/lock && chmod 700 /var/lib/hacontrolplane
        cd /var/lib/hacontrolplane/lock
        echo 'anna@laptop, process 7' >holder
        setsid sleep 300 </dev/null >/dev/null 2>&1 &
        echo $! >pid
        """,
        "kill $(cat /var/lib/hacontrolplane/lock/pid); rm -r /var/lib/hacontrolplane/lock; find /var/lib/hacontrolplane -type d -empty -delete",
        ("HCP208", "anna@laptop, process 7", "take the lock over"));

    [LabFact]
    public async Task People_read_the_same_as_programs()
    {
        await Lab.ShAsync(BadNode.Name, "mv /usr/bin/curl /root/");
        var run = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
        await Lab.ShAsync(BadNode.Name, "mv /root/curl /usr/bin/");
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("node-2: error HCP210: The program 'curl' is not installed.\n    fix: Install it", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed on any node.", run.Error, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task With_nobody_to_ask_nothing_is_changed()
    {
        var before = await Lab.StateAsync();
        var run = await Lab.HacpAsync("apply", Lab.TopologyFile);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
        await Lab.AssertUnchangedAsync(before);
    }
}
