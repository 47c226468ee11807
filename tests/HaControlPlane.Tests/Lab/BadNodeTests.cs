namespace HaControlPlane.Tests.Lab;

/// <summary>One node that cannot take the change: nothing changes on any, and the error says which node, why, and what to do.</summary>
[Collection(LabLanes.Second)]
public sealed class BadNodeTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabFact]
    public Task The_disk_is_full() => BadNode.RefusesAsync(Lab,
        () => Lab.FaultAsync(BadNode.Name, "disk-full"), () => Lab.FaultAsync(BadNode.Name, "disk-free"),
        ("HCP211", "No space left on device", "Free disk space"));

    [LabFact]
    public Task Etc_is_read_only() => BadNode.RefusesAsync(Lab,
        () => Lab.FaultAsync(BadNode.Name, "etc-ro"), () => Lab.FaultAsync(BadNode.Name, "etc-rw"),
        ("HCP212", "/etc/haproxy: cp: cannot create regular file '/etc/haproxy/.hacp-", "remount,rw"));

    [LabFact]
    public Task Etc_is_read_only_and_says_so() => BadNode.RefusesAsync(Lab,
        () => Lab.FaultAsync(BadNode.Name, "etc-ro"), () => Lab.FaultAsync(BadNode.Name, "etc-rw"),
        ("HCP212", "Read-only file system", "remount,rw"));

    [LabTheory]
    [InlineData("/srv/h.cfg")]
    [InlineData("/srv/an odd\\name")]
    public Task The_file_is_a_mount_point(string source) => BadNode.RefusesAsync(Lab,
        $"mkdir -p /srv; echo '# mounted' >'{source}'; true >/etc/haproxy/haproxy.cfg; mount --bind '{source}' /etc/haproxy/haproxy.cfg",
        $"umount /etc/haproxy/haproxy.cfg && rm /etc/haproxy/haproxy.cfg && grep -x '# mounted' '{source}' && rm '{source}'",
        ("HCP264", $"/etc/haproxy/haproxy.cfg is a mount point (of {source})", "Unmount it"));

    [LabFact]
    public Task The_file_is_a_link() => BadNode.RefusesAsync(Lab,
        "echo '# linked' >/root/h.cfg; ln -s /root/h.cfg /etc/haproxy/haproxy.cfg",
        "grep -x '# linked' /root/h.cfg && [ \"$(readlink /etc/haproxy/haproxy.cfg)\" = /root/h.cfg ] && rm /etc/haproxy/haproxy.cfg /root/h.cfg",
        ("HCP264", "/etc/haproxy/haproxy.cfg is a link to /root/h.cfg", "is not replaced"));

    [LabFact]
    public Task The_folder_is_a_link_that_leads_nowhere() => BadNode.RefusesAsync(Lab,
        "mv /etc/keepalived /root/keepalived.was; ln -s /srv/gone /etc/keepalived",
        "rm /etc/keepalived && mv /root/keepalived.was /etc/keepalived",
        ("HCP264", "/etc/keepalived is a link to /srv/gone, and no folder is there", "Make the folder"));

    [FlagLabFact]
    public Task The_file_is_immutable() => BadNode.RefusesAsync(Lab,
        "echo '# mine' >/etc/haproxy/haproxy.cfg; chattr +i /etc/haproxy/haproxy.cfg", "chattr -i /etc/haproxy/haproxy.cfg; rm /etc/haproxy/haproxy.cfg",
        ("HCP212", "/etc/haproxy/haproxy.cfg: it has the immutable flag", "chattr -i"));

    [FlagLabFact]
    public Task The_folder_is_immutable() => BadNode.RefusesAsync(Lab,
        "chattr +i /etc/haproxy", "chattr -i /etc/haproxy", ("HCP212", "/etc/haproxy: it has the immutable flag", "chattr -i"));

    [FlagLabFact]
    public Task The_file_takes_only_what_is_appended() => BadNode.RefusesAsync(Lab,
        "echo '# mine' >/etc/haproxy/haproxy.cfg; chattr +a /etc/haproxy/haproxy.cfg", "chattr -a /etc/haproxy/haproxy.cfg; rm /etc/haproxy/haproxy.cfg",
        ("HCP212", "/etc/haproxy/haproxy.cfg: it has the append-only flag", "chattr -a"));

    [FlagLabFact]
    public Task Without_lsattr_the_systems_words_say_it() => BadNode.RefusesAsync(Lab,
        "echo '# mine' >/etc/haproxy/haproxy.cfg; chattr +i /etc/haproxy/haproxy.cfg; mv /usr/bin/lsattr /root/",
        "mv /root/lsattr /usr/bin/; chattr -i /etc/haproxy/haproxy.cfg; rm /etc/haproxy/haproxy.cfg",
        ("HCP212", "'/etc/haproxy/haproxy.cfg': Operation not permitted", "lsattr -d"));

    [LabFact]
    public Task No_inode_is_free() => BadNode.RefusesAsync(Lab,
        "mkdir /root/lib && mount -t tmpfs -o nr_inodes=20 tmpfs /root/lib && cp -a /var/lib/misc /root/lib/ 2>/dev/null; i=0; while true >/root/lib/$i; do i=$((i + 1)); done 2>/dev/null; mount --bind /root/lib /var/lib",
        "umount /var/lib && umount /root/lib && rmdir /root/lib",
        ("HCP211", "0 inodes free", "Free inodes"));

    [LabFact]
    public Task Few_inodes_are_free() => BadNode.RefusesAsync(Lab,
        "mkdir /root/lib && mount -t tmpfs -o nr_inodes=90 tmpfs /root/lib && mount --bind /root/lib /var/lib",
        "find /var/lib -mindepth 1 | grep . ; umount /var/lib && umount /root/lib && rmdir /root/lib",
        ("HCP211", "not enough inodes left", "Free inodes"));

    [LabTheory]
    [InlineData("chmod o+w /etc/keepalived", "chmod o-w /etc/keepalived", "everybody can write there")]
    [InlineData("chown 1 /etc/keepalived", "chown 0 /etc/keepalived", "/etc/keepalived belongs to the user 1")]
    [InlineData("chgrp 1 /etc/keepalived; chmod g+w /etc/keepalived", "chmod g-w /etc/keepalived; chgrp 0 /etc/keepalived", "the group 1 can write there")]
    public Task Keepalived_would_not_run_a_script_there(string breaking, string healing, string what) =>
        BadNode.RefusesAsync(Lab, breaking, healing, ("HCP265", what, "go-w"));

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
