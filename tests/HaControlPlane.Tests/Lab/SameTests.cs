using HaControlPlane.Plans;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>A node says that it is as planned only when it is: whatever is not, it sees.</summary>
[Collection(LabLanes.Second)]
public sealed class SameTests
{
    /// <summary>What differs, and how it is taken back.</summary>
    private static readonly (string Do, string Undo)[] OfFiles =
    [
        ("echo '# more' >>{0}", "sed -i '$d' {0}"),
        ("printf '\\0' >>{0}", "truncate -s -1 {0}"),
        ("chmod 0600 {0}", "chmod 0644 {0}"),
        ("chown 1 {0}", "chown 0 {0}"),
        ("chgrp 1 {0}", "chgrp 0 {0}"),
        ("mv {0} {0}.real; ln -s {0}.real {0}", "mv {0}.real {0}"),
        ("mv {0} {0}.away", "mv {0}.away {0}"),
        ("mv {0} {0}.away; mkdir {0}", "rmdir {0}; mv {0}.away {0}"),
    ];

    private static readonly (string Do, string Undo)[] OfTheNode =
    [
        ("mkdir /var/lib/hacontrolplane/lock", "rmdir /var/lib/hacontrolplane/lock"),
        ("mkdir -p /var/lib/hacontrolplane/tx/x", "rm -r /var/lib/hacontrolplane/tx"),
        ("echo 'node n9 10.0.0.9 - -' >>/var/lib/hacontrolplane/ledger/cluster", "sed -i '$d' /var/lib/hacontrolplane/ledger/cluster"),
        ("cd /var/lib/hacontrolplane/ledger/files && mkdir x && echo /etc/x >x/path && true >x/cluster", "rm -r /var/lib/hacontrolplane/ledger/files/x"),
        ("cd /var/lib/hacontrolplane/ledger && mkdir -p sysctl/x && echo /proc/sys/x >sysctl/x/path && true >sysctl/x/cluster", "rm -r /var/lib/hacontrolplane/ledger/sysctl/x"),
        ("cd /var/lib/hacontrolplane/ledger && mkdir -p routes/x && true >routes/x/cluster", "rm -r /var/lib/hacontrolplane/ledger/routes"),
        ("echo pod >/var/lib/hacontrolplane/ledger/services/pod-kube-vip", "rm /var/lib/hacontrolplane/ledger/services/pod-kube-vip"),
    ];

    [LabFact]
    public async Task On_a_node_with_services()
    {
        await using var lab = await LabCluster.UpAsync("same", new LabShape(Nodes: 1));
        const string Setting = "/proc/sys/net/ipv4/conf/all/arp_notify";
        await CheckAsync(lab, "sysctl:\n  net.ipv4.conf.all.arp_notify: 1\n  net.ipv4.tcp_rmem: 4096 65536 1048576\n",
        [
            .. OfTheNode,
            ($"echo 0 >{Setting}", $"echo 1 >{Setting}"),
            ("echo '4096 65536 1048577' >/proc/sys/net/ipv4/tcp_rmem", "echo '4096 65536 1048576' >/proc/sys/net/ipv4/tcp_rmem"),
            ("service haproxy stop", "service haproxy start"),
            ("update-rc.d keepalived disable", "update-rc.d keepalived enable"),
            ("mv /usr/bin/curl /usr/bin/curl.away", "mv /usr/bin/curl.away /usr/bin/curl"),
        ]);
    }

    [LabFact]
    public async Task On_a_node_with_routes()
    {
        await using var lab = await RouteLab.WithIfupdownAsync();
        const string File = "/etc/network/if-up.d/hacontrolplane";
        const string Entry = "/var/lib/hacontrolplane/ledger/routes/10.96.0.0%2F12";
        await CheckAsync(lab.Lab, Routes(lab),
        [
            ("ip route del 10.96.0.0/12", $"ip route add 10.96.0.0/12 via {lab.Gateway} dev eth1 proto static"),
            ($"ip route replace 10.96.0.0/12 via {lab.Neighbour(9)} dev eth1", $"ip route replace 10.96.0.0/12 via {lab.Gateway} dev eth1 proto static"),
            ($"ip route append 10.96.0.0/12 via {lab.Neighbour(9)} dev eth1", $"ip route del 10.96.0.0/12 via {lab.Neighbour(9)}"),
            .. OfFiles.Where(f => !f.Do.StartsWith("chmod", StringComparison.Ordinal)).Select(f => (string.Format(null, f.Do, File), string.Format(null, f.Undo, File))),
            ($"chmod 0700 {File}", $"chmod 0755 {File}"),
            ($"mv {Entry}/cluster {Entry}/away", $"mv {Entry}/away {Entry}/cluster"),
            ($"cp -r {Entry} {Entry}.part", $"rm -r {Entry}.part"),
            ($"mv {Entry} /root", $"mv /root/10.96.0.0%2F12 {Entry}"),
            ($"cp -r {Entry} {Entry}0; echo 10.97.0.0/16 >{Entry}0/to", $"rm -r {Entry}0"),
            // Another way of setting up the interface has taken over.
            ("mkdir -p /etc/sysconfig/network-scripts; true >/etc/sysconfig/network-scripts/ifcfg-eth1", "rm -r /etc/sysconfig"),
        ]);
    }

    [LabFact]
    public async Task On_a_node_whose_routes_are_lines_of_the_admins_file()
    {
        await using var lab = await RouteLab.UpAsync();
        const string File = "/etc/sysconfig/network-scripts/route-eth1";
        await lab.ShAsync($"mkdir -p {Path.GetDirectoryName(File)}; cd {Path.GetDirectoryName(File)}; true >ifcfg-eth1; touch /etc/rc3.d/S10network; echo '10.7.0.0/16 via {lab.Neighbour(7)} dev eth1' >{File}");
        await CheckAsync(lab.Lab, Routes(lab),
        [
            ($"sed -i.was /10.96/d {File}", $"mv {File}.was {File}"),
            ($"echo '10.96.0.0/12 via {lab.Neighbour(9)} dev eth1' >>{File}", $"sed -i '$d' {File}"),
            ($"echo '10.96.0.0/12 via {lab.Gateway} dev eth1' >>{File}", $"sed -i '$d' {File}"),
            ($"echo '10.100.0.0/12 via {lab.Neighbour(9)} dev eth1' >>{File}", $"sed -i '$d' {File}"),
            ($"mv {File} {File}.away", $"mv {File}.away {File}"),
            ("rm /etc/sysconfig/network-scripts/ifcfg-eth1", "true >/etc/sysconfig/network-scripts/ifcfg-eth1"),
        ]);
    }

    [LabFact(OnlyInCI = true)]
    public async Task On_a_node_with_static_pods()
    {
        await using var lab = await LabCluster.UpAsync("samepod", new LabShape(RunAs: "static-pod", Nodes: 1));
        await CheckAsync(lab, "", [.. OfTheNode, ("update-rc.d haproxy enable", "update-rc.d haproxy disable")]);
    }

    [SystemdLabFact(OnlyInCI = true)]
    public async Task On_a_node_with_systemd()
    {
        await using var lab = await RouteLab.WithNetplanAsync();
        const string File = "/etc/netplan/99-hacontrolplane.yaml";
        await CheckAsync(lab.Lab, Routes(lab),
        [
            ("systemctl stop haproxy", "systemctl start haproxy"),
            ("systemctl disable keepalived", "systemctl enable keepalived"),
            ($"echo '# more' >>{File}", $"sed -i '$d' {File}"),
            ("mv /etc/systemd/networkd.conf.d/50-hacontrolplane.conf /root/was", "mv /root/was /etc/systemd/networkd.conf.d/50-hacontrolplane.conf"),
            ("mv /etc/netplan/10-lan.yaml /etc/netplan/20-lan.yaml; sed -i s/eth1:/eth9:/ /etc/netplan/20-lan.yaml /etc/netplan/99-hacontrolplane.yaml", "sed -i s/eth9:/eth1:/ /etc/netplan/20-lan.yaml /etc/netplan/99-hacontrolplane.yaml"),
        ]);
    }

    private static string Routes(RouteLab lab) => $"network:\n  routes:\n    - {{ to: [10.96.0.0/12, 10.244.0.0/16], via: {lab.Gateway}, dev: eth1 }}\n";

    private static async Task CheckAsync(LabCluster lab, string settings, IEnumerable<(string Do, string Undo)> ofTheNode)
    {
        var file = lab.Changed(("loadBalancer:\n", settings + "loadBalancer:\n"));
        var topology = TopologyReader.ReadFile(file).Topology!;
        var plan = NodePlans.For(topology, topology.Nodes[0]);
        var script = SameScript.For(plan)!;
        await using var transport = lab.Transport();
        Assert.False(await IsSameAsync(), "nothing is installed");
        var apply = await lab.HacpAsync("apply", file, "--yes");
        Assert.True(apply.ExitCode == 0, apply.ToString());
        Assert.True(await IsSameAsync(), "it was installed just now");
        var first = plan.Steps.OfType<PutFile>().Select(p => p.File).First(f => f.Mode == "0644").Path;
        var paths = plan.Steps.OfType<PutFile>().Select(p => p.File.Path).Order(StringComparer.Ordinal).ToArray();
        // The same text all in all, and another in each.
        var moved = ($"sed -n '$p' {paths[0]} >/tmp/line; cat /tmp/line {paths[1]} >/tmp/text; sed -i '$d' {paths[0]}; cp {paths[1]} /tmp/was; cat /tmp/text >{paths[1]}", $"cat /tmp/line >>{paths[0]}; cat /tmp/was >{paths[1]}");
        foreach (var (change, back) in OfFiles.Select(f => (string.Format(null, f.Do, first), string.Format(null, f.Undo, first))).Append(moved).Concat(ofTheNode))
        {
            await lab.ShAsync("node-1", change);
            Assert.False(await IsSameAsync(), change);
            await lab.ShAsync("node-1", back);
            Assert.True(await IsSameAsync(), back);
        }

        async Task<bool> IsSameAsync() => SameScript.AsStaged(plan, await transport.RunAsync(topology.Nodes[0], script, default)) is not null;
    }
}
