using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Scripts;
using HaControlPlane.Tests.Topology;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Tests.Rollout.Preflight;

/// <summary>Each rule about live nodes with what a node said that breaks it, and the sentence it gets.</summary>
public sealed class PreflightRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    /// <summary>A healthy node, record by record.</summary>
    private static readonly string[] Good =
    [
        "clock 1800000000.000000000", "host x6e systemd", "daemon keepalived 2.2.7", "daemon haproxy 2.6.12", "daemon curl 7.88.1",
        "address eth0 10.0.2.15/24", "address eth1 192.168.20.15{0}/24", "interface eth0 02:00:00:00:00:0{0}", "interface eth1 02:00:00:00:01:0{0}",
        "os x44656269616e", "network ifupdown", "selinux disabled", "dmi x x x", "listen 22 x73736864", "firewall none x",
        "kubelet yes yes x2f6574632f6b756265726e657465732f6d616e696665737473 x", "heard yes", "answer 192.168.20.150 silent -", "kubeconfig-file admin file",
    ];

    public static TheoryData<string, FindingSeverity, string, string, string, string> Cases { get; } = new()
    {
        { "HCP230", Error, "", "address eth1", "address eth1 192.168.30.15{0}/24", "No interface has a subnet that holds 192.168.20.150; there are eth0 10.0.2.15/24 and eth1 192.168.30.152/24." },
        { "HCP230", Error, "interface: eth0", "-", "-", "The interface eth0 has no subnet that holds 192.168.20.150; there is eth0 10.0.2.15/24." },
        { "HCP231", Error, "interface: eth7", "-", "-", "There is no interface eth7; there are eth0 and eth1." },
        { "HCP232", Error, "", "answer", "answer 192.168.20.150 answered 52:54:00:12:34:56", "192.168.20.150 is answered by 52:54:00:12:34:56, which is no interface of these nodes; master-2 heard it." },
        { "HCP233", Warning, "", "heard", "advert 192.168.20.9 100 2", "192.168.20.9 speaks VRRPv2 on router id 73 with priority 100; master-2 heard it." },
        { "HCP233", Error, "profile: kubeadm", "heard", "advert 192.168.20.9 100 2", "192.168.20.9 speaks VRRPv2 on router id 73 with priority 100; master-2 heard it." },
        { "HCP234", Error, "", "listen", "listen 8443 x6e67696e78", "'nginx' listens on port 8443." },
        { "HCP234", Error, "", "listen", "listen 8404 x6e67696e78 812", "'nginx' (process 812) listens on port 8404, the monitor port: haproxy tells of itself there, to this node alone." },
        { "HCP234", Error, "", "listen", "listen 8404 x", "A program listens on port 8404, the monitor port: haproxy tells of itself there, to this node alone." },
        { "HCP234", Error, "monitorPort: 9404", "listen", "listen 9404 x6e67696e78", "'nginx' listens on port 9404, the monitor port: haproxy tells of itself there, to this node alone." },
        { "HCP235", Error, "runAs: service", "daemon haproxy", "-", "haproxy is not installed." },
        { "HCP235", Error, "runAs: service", "daemon haproxy", "daemon haproxy 2.2.29", "haproxy is 2.2.29, older than 2.4." },
        { "HCP236", Error, "", "firewall", "firewall iptables x2d5020494e5055542044524f500a", "iptables drops VRRP." },
        { "HCP236", Information, "", "firewall", "firewall unknown x", "Whether a firewall here lets VRRP through cannot be told from its rules." },
        { "HCP237", Warning, "", "clock", "clock 1800000042.500000000", "Its clock is at least 42.4 s ahead of that of master-1." },
        { "HCP238", Warning, "", "dmi", "dmi x416d617a6f6e20454332 x x", "master-2 is a machine of AWS." },
        { "HCP240", Information, "", "kubelet", "kubelet no no x x", "No kubelet runs." },
        { "HCP241", Error, "", "kubelet", "kubelet yes yes x2f746d702f6d x", "The kubelet's staticPodPath is '/tmp/m' (--pod-manifest-path)." },
        { "HCP241", Error, "", "kubelet", "kubelet yes yes x x\n@kubelet-config =/var/lib/kubelet/config.yaml x737461746963506f64506174683a202f746d702f6d", "The kubelet's staticPodPath is '/tmp/m' (/var/lib/kubelet/config.yaml)." },
        { "HCP274", Warning, "", "-", "kubelet-drop-in =/d/1.conf x2d2061", "/d/1.conf is no configuration of a kubelet: it is no mapping." },
        { "HCP275", Warning, "runAs: service", "selinux", "selinux enforcing\n@selinux-booleans x686170726f78795f636f6e6e6563745f616e79202d2d3e206f66660a6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f66660a\n@selinux-ports x687474705f63616368655f706f72745f742020202020202020202020202020746370202020202020383038302c20383131382c20383132332c2031303030312d31303031300a687474705f706f72745f74202020202020202020202020202020202020202074637020202020202038302c2038312c203434332c203438382c20383030382c20383030392c20383434332c20393030300a", "SELinux does not let haproxy use port 6443, 8404: haproxy_connect_any is off." },
        { "HCP276", Warning, "runAs: service", "selinux", "selinux enforcing\n@selinux-booleans x686170726f78795f636f6e6e6563745f616e79202d2d3e206f66660a6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f66660a\n@selinux-label =/etc/keepalived/check_apiserver.sh x73797374656d5f753a6f626a6563745f723a6574635f743a7330", "SELinux gives /etc/keepalived/check_apiserver.sh the type etc_t, and keepalived_connect_any is off." },
        { "HCP277", Warning, "runAs: static-pod", "selinux", "selinux enforcing\n@selinux-label =/etc/haproxy/haproxy.cfg x73797374656d5f753a6f626a6563745f723a6574635f743a7330", "SELinux gives /etc/haproxy/haproxy.cfg the type etc_t, which containers may not be allowed to read." },
        { "HCP284", Warning, "", "-", "unanswered 10 x6b7562656c6574202d2d76657273696f6e", "'kubelet --version' did not answer within 10 s and was ended." },
        { "HCP241", Error, "", "kubelet", "kubelet yes yes x x", "The kubelet's configuration has no staticPodPath." },
        { "HCP242", Error, "", "kubelet", "kubelet yes no x x3139322e3136382e32302e313530", "The kubelet's --node-ip is 192.168.20.150, the virtual IP." },
        { "HCP243", Warning, "network: { serviceCidr: 10.96.0.0/12 }", "-", "cidrs x31302e3130302e302e302f3136 x", "Its manifests have 10.100.0.0/16; network.serviceCidr is 10.96.0.0/12." },
        { "HCP243", Warning, "network: { podCidr: 10.244.0.0/16 }", "-", "cidrs x x31302e3130302e302e302f3136", "Its manifests have 10.100.0.0/16; network.podCidr is 10.244.0.0/16." },
        { "HCP250", Warning, KubeVip, "kubeconfig-file admin", "kubeconfig-file admin absent", "There is no /etc/kubernetes/admin.conf yet; kube-vip comes after kubeadm join." },
        { "HCP251", Warning, KubeVip, "-", "kube-vip-on x2f6574632f6b756265726e657465732f73757065722d61646d696e2e636f6e66", "kubeadm init is done: kube-vip goes back from super-admin.conf to admin.conf." },
        { "HCP252", Warning, KubeVip, "kubelet", "kubelet yes yes x2f6574632f6b756265726e657465732f6d616e696665737473 x", "The kubelet has no --node-ip." },
        // A haproxy.cfg with a database, one with a former endpoint on two ports, and a unit of keepalived with another file.
        { "HCP270", Error, "", "-", "config haproxy =/etc/haproxy/haproxy.cfg other x676c6f62616c0a66726f6e74656e6420706f7374677265730a202062696e64202a3a353433330a202064656661756c745f6261636b656e642070670a6261636b656e642070670a2020736572766572206462312031302e37382e312e323a353433320a x", "frontend postgres on *:5433, to backend pg (10.78.1.2:5432) is foreign and would be lost." },
        { "HCP270", Error, "", "-", "config haproxy =/etc/haproxy/haproxy.cfg edited x676c6f62616c0a66726f6e74656e6420706f7374677265730a202062696e64202a3a353433330a202064656661756c745f6261636b656e642070670a6261636b656e642070670a2020736572766572206462312031302e37382e312e323a353433320a x676c6f62616c", "frontend postgres on *:5433, to backend pg (10.78.1.2:5432) was added by hand and would be lost." },
        { "HCP271", Error, "runAs: service", "-", "unit keepalived x23202f6c69622f73797374656d642f73797374656d2f6b656570616c697665642e736572766963650a5b536572766963655d0a456e7669726f6e6d656e743d224441454d4f4e5f415247533d2d66202f7372762f6b2e636f6e66220a4578656353746172743d2f7573722f7362696e2f6b656570616c69766564202d2d646f6e742d666f726b20244441454d4f4e5f415247530a", "The service keepalived starts with -f /srv/k.conf (DAEMON_ARGS in /lib/systemd/system/keepalived.service), and not on /etc/keepalived/keepalived.conf." },
        { "HCP272", Warning, "", "-", "config haproxy =/etc/haproxy/haproxy.cfg other x66726f6e74656e64206170690a202062696e64202a3a383434330a202062696e64202a3a373434330a202064656661756c745f6261636b656e6420610a6261636b656e6420610a20207365727665722061203139322e3136382e32302e3135313a363434330a x", "frontend api on *:7443 (to the API servers) is not served any more." },
        { "HCP288", Warning, "runAs: service", "host", "host x6e sysv", "An init script starts keepalived, and no supervisor is known to start it again." },
        { "HCP256", Warning, KubeVip, "-", "calico x", "Calico finds the nodes' addresses by its default, first-found." },
        { "HCP256", Warning, KubeVip, "-", "calico x696e746572666163653d65746831", "Calico finds the nodes' addresses by 'interface=eth1'." },
        { "HCP256", Warning, KubeVip, "-", "calico x636964723d3139322e3136382e32302e302f3234", "Calico finds the nodes' addresses by 'cidr=192.168.20.0/24'." },
    };

    private const string KubeVip = "kind: kube-vip";

    [Theory]
    [InlineData("runAs: service", "systemd", false)]
    [InlineData("runAs: static-pod", "sysv", false)]
    [InlineData(KubeVip, "sysv", false)]
    [InlineData("runAs: service", "none", true)]
    public void Only_an_init_script_leaves_a_killed_keepalived_dead(string balancer, string manager, bool expected)
    {
        var topology = TopologyOf(balancer);

        Assert.Equal(expected, PreflightRules.Check(topology, [Look(topology, 0, "host", $"host x6e {manager}")]).Any(f => f.Id == "HCP288"));
    }

    /// <summary>A topology names one range. What Set-ControlPlaneCidr was told to do about the other family would have taken it away.</summary>
    [Theory]
    [InlineData("10.96.0.0/12,fd00:96::/108", false)]
    [InlineData("fd00:96::/108,10.96.0.0/12", true)]
    [InlineData("10.96.0.0/12,10.200.0.0/16", true)]
    public void A_second_family_of_ranges_is_no_disagreement(string has, bool expected)
    {
        var topology = TopologyOf("network: { serviceCidr: 10.96.0.0/12 }");
        var look = Look(topology, 0, "-", $"cidrs x{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(has))} x");

        Assert.Equal(expected, PreflightRules.Check(topology, [look]).Any(f => f.Id == "HCP243"));
    }

    [Fact]
    public void With_kube_vip_good_nodes_break_none_and_keepaliveds_rules_are_not_asked()
    {
        var topology = TopologyOf(KubeVip);
        string[] fit = ["kubelet", "kubelet yes yes x2f6574632f6b756265726e657465732f6d616e696665737473 x3139322e3136382e32302e313532"];

        Assert.Empty(PreflightRules.Check(topology, [.. Enumerable.Range(0, 3).Select(i => Look(topology, i, fit[0], fit[1]))]));
        Assert.DoesNotContain(PreflightRules.Check(topology, [Look(topology, 0), Look(topology, 1), Look(topology, 2, "listen", "listen 8404 x6e67696e78")]), f => f.Id == "HCP234");
        Assert.DoesNotContain(PreflightRules.Check(topology, [Look(topology, 0, "-", "calico x" + Convert.ToHexStringLower("kubernetes-internal-ip"u8))]), f => f.Id == "HCP256");
    }


    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_found(string id, FindingSeverity severity, string balancer, string replaced, string record, string what)
    {
        var topology = TopologyOf(balancer);
        NodeLook[] looks = [Look(topology, 0), Look(topology, 1, replaced, record), Look(topology, 2)];

        var findings = PreflightRules.Check(topology, looks);

        Assert.True(
            findings.Any(f => f.Id == id && f.Severity == severity && f.What == what),
            $"{severity} {id} '{what}' is not among\n{string.Join('\n', findings)}");
    }

    [Theory]
    [InlineData("runAs: service", "selinux permissive\n@selinux-booleans x686170726f78795f636f6e6e6563745f616e79202d2d3e206f66660a6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f66660a")]
    [InlineData("runAs: service", "selinux enforcing")]
    [InlineData("runAs: service", "selinux enforcing\n@selinux-booleans x4572726f722067657474696e67206163746976652076616c756520666f7220686170726f78795f636f6e6e6563745f616e79")]
    [InlineData("runAs: service", "selinux enforcing\n@selinux-booleans x686170726f78795f636f6e6e6563745f616e79202d2d3e206f6e0a6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f6e0a\n@selinux-label =/etc/keepalived/check_apiserver.sh x73797374656d5f753a6f626a6563745f723a6574635f743a7330")]
    [InlineData("runAs: service", "selinux enforcing\n@selinux-booleans x6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f6666\n@selinux-label =/etc/keepalived/check_apiserver.sh x73797374656d5f753a6f626a6563745f723a6b656570616c697665645f756e636f6e66696e65645f7363726970745f657865635f743a7330")]
    [InlineData("runAs: service", "selinux enforcing\n@selinux-booleans x686170726f78795f636f6e6e6563745f616e79202d2d3e206f66660a6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f66660a\n@selinux-ports x687474705f706f72745f742074637020363434332c20383430302d38343530")]
    [InlineData("runAs: static-pod", "selinux enforcing\n@selinux-booleans x686170726f78795f636f6e6e6563745f616e79202d2d3e206f66660a6b656570616c697665645f636f6e6e6563745f616e79202d2d3e206f66660a\n@selinux-label =/etc/haproxy/haproxy.cfg x73797374656d5f753a6f626a6563745f723a636f6e7461696e65725f66696c655f743a7330")]
    public void SELinux_that_refuses_nothing_is_not_named(string balancer, string record)
    {
        var topology = TopologyOf(balancer);

        Assert.DoesNotContain(PreflightRules.Check(topology, [Look(topology, 0, "selinux", record)]), f => f.What.Contains("SELinux", StringComparison.Ordinal));
    }

    [Fact]
    public void Good_nodes_break_none()
    {
        var topology = TopologyOf("runAs: static-pod");

        Assert.Empty(PreflightRules.Check(topology, [Look(topology, 0), Look(topology, 1), Look(topology, 2)]));
    }

    [Fact]
    public void Every_rule_has_an_example_in_these_tests()
    {
        var tested = Cases.Select(c => (string)c[0]).ToHashSet();

        Assert.Equal([], PreflightRules.All.Select(r => r.Info.Id).Where(id => !tested.Contains(id)));
    }

    [Fact]
    public void The_holder_itself_and_its_neighbours_answers_are_no_stranger()
    {
        var topology = TopologyOf("");
        NodeLook[] looks =
        [
            Look(topology, 0, "answer", "answer 192.168.20.150 here -"),
            Look(topology, 1, "answer", "answer 192.168.20.150 answered 02:00:00:00:01:01"),
            Look(topology, 2, "heard", "advert 192.168.20.151 200 3"),
        ];

        Assert.Empty(PreflightRules.Check(topology, looks));
    }

    [Fact]
    public void A_node_that_leaves_may_hold_the_address_and_its_ports_are_no_matter()
    {
        var before = TopologyOf("");
        var after = before with { Nodes = [.. before.Nodes.Take(2)] };
        NodeLook[] looks =
        [
            Look(before, 0, "answer", "answer 192.168.20.150 answered 02:00:00:00:01:03"),
            Look(before, 1),
            Look(before, 2, "listen", "listen 8443 x6e67696e78"),
        ];

        Assert.Empty(PreflightRules.Check(after, looks));
        Assert.Contains(PreflightRules.Check(after, looks[..2]), f => f.Id == "HCP232");
    }

    [Fact]
    public void Who_is_a_stranger_cannot_be_said_without_every_node()
    {
        var topology = TopologyOf("");

        Assert.Empty(PreflightRules.Check(topology, [Look(topology, 1, "answer", "answer 192.168.20.150 answered 52:54:00:12:34:56")]));
    }

    [Fact]
    public void A_clock_is_judged_by_what_is_certain()
    {
        // A node that took three seconds to answer may have looked at its clock at any moment of them.
        var slow = NodeFacts.Read(new ControlPlaneNode { Name = "n", Address = IPAddress.Loopback }, Records(["clock 1800000002.000000000", "host x6e none"]), Now, Now.AddSeconds(3));
        var coarse = NodeFacts.Read(slow.Node, Records(["clock 1799999990.%N", "host x6e none"]), Now, Now);

        Assert.Equal(TimeSpan.Zero, slow.Clock!.Offset);
        Assert.Equal(TimeSpan.FromSeconds(-9), coarse.Clock!.Offset);
        Assert.Equal(TimeSpan.FromSeconds(8), slow.Clock.AheadOf(coarse.Clock));
    }

    private static ControlPlaneTopology TopologyOf(string balancer) =>
        TopologyReader.Read(Yaml.Good + (balancer.Length == 0 ? "" : balancer.StartsWith("network:", StringComparison.Ordinal) ? $"\n{balancer}\n" : $"\nloadBalancer: {{ {balancer} }}\n"), "c.yaml").Topology!;

    private static NodeLook Look(ControlPlaneTopology topology, int index, string replaced = "-", string record = "-")
    {
        var lines = Good.Where(g => !g.StartsWith(replaced, StringComparison.Ordinal)).Concat(record == "-" ? [] : [record])
            .Select(l => l.Replace("{0}", $"{index + 1}", StringComparison.Ordinal));
        return NodeLook.Read(topology.Nodes[index], Records(lines), Now, Now.AddMilliseconds(100))!;
    }

    private static IReadOnlyList<ScriptRecord> Records(IEnumerable<string> lines) =>
        ScriptRecord.ParseAll(string.Concat(lines.Select(l => $"@{l}\n")) + "@end 0\n");
}
