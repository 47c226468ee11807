using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>Strangers on the segment and on a node stop a rollout before anything is changed, and are named.</summary>
[Collection(LabLanes.Second)]
public sealed class PreflightTests(BareLab bare) : IClassFixture<BareLab>
{
    /// <summary>Speaks VRRPv2 to the multicast group as another cluster would, until it is told to end.</summary>
    private const string Speaker = """
        import os, socket, struct, sys, time
        if os.fork(): os._exit(0)
        os.setsid()
        open("/tmp/speaker.pid", "w").write(str(os.getpid()))
        vrid, priority, address = int(sys.argv[1]), 77, socket.inet_aton(sys.argv[2])
        packet = struct.pack("!BBBBBBH4s8s", 0x21, vrid, priority, 1, 0, 1, 0, address, b"")
        s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(sys.argv[2]))
        while True:
            s.sendto(packet, ("224.0.0.18", 0))
            time.sleep(0.1)
        """;

    private LabCluster Lab => bare.Lab;

    [LabFact]
    public async Task Whoever_answers_for_the_virtual_ip_is_named()
    {
        var before = await Lab.StateAsync();
        var device = (await Admin("ip -o route get " + Lab.AddressOf("node-1") + " | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p'")).Trim();
        var mac = (await Admin($"ip -o link show dev {device} | sed -n 's/.*link.ether \\([^ ]*\\).*/\\1/p'")).Trim();
        await Admin($"ip addr add {Lab.Vip}/32 dev {device}");
        try
        {
            var applied = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");

            Assert.True(applied.ExitCode == 1, applied.ToString());
            Assert.Contains($"error HCP232: {Lab.Vip} is answered by {mac}, which is no interface of these nodes", applied.Error, StringComparison.Ordinal);
            Assert.Contains("Nothing was changed on any node.", applied.Error, StringComparison.Ordinal);
            await Lab.AssertUnchangedAsync(before);

            var live = await Lab.HacpAsync("validate", Lab.TopologyFile, "--live", "--json");
            Assert.True(live.ExitCode == 1, live.ToString());
            Assert.Contains("HCP232", live.Json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()));
        }
        finally
        {
            await Admin($"ip addr del {Lab.Vip}/32 dev {device}");
        }
    }

    /// <summary>A kubelet whose configuration has a folder of drop-ins.</summary>
    [LabTheory]
    [InlineData("", "/etc/kubernetes/manifests", null)]
    [InlineData("/etc/kubernetes/manifests", "/etc/kubelet.d", "The kubelet's staticPodPath is '/etc/kubelet.d' (/etc/kubernetes/kubelet.conf.d/20-static.conf).")]
    public async Task The_kubelets_drop_ins_count(string configured, string dropIn, string? what)
    {
        var topology = Lab.Changed(("runAs: service", "runAs: static-pod"));
        await Lab.FaultAsync("node-1", "stop", "kubelet");
        await Lab.ShAsync("node-1", $$"""
            mkdir -p /var/lib/kubelet /etc/kubernetes/kubelet.conf.d
            { echo kind: KubeletConfiguration; [ -z "{{configured}}" ] || echo 'staticPodPath: {{configured}}'; } >/var/lib/kubelet/config.yaml
            echo 'staticPodPath: {{dropIn}}' >/etc/kubernetes/kubelet.conf.d/20-static.conf
            printf '#!/bin/sh\n[ "$1" != --version ] || { echo Kubernetes v1.30.4; exit 0; }\nwhile :; do sleep 4713; done\n' >/usr/local/bin/kubelet
            chmod +x /usr/local/bin/kubelet
            setsid /usr/local/bin/kubelet --config=/var/lib/kubelet/config.yaml --config-dir=/etc/kubernetes/kubelet.conf.d >/dev/null 2>&1 </dev/null &
            echo $! >/run/lab-fake-kubelet.pid
            """);
        try
        {
            var live = await Lab.HacpAsync("validate", topology, "--live", "--json");

            var found = live.Json.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("id").GetString() == "HCP241").Select(f => f.GetProperty("what").GetString()).ToArray();
            Assert.Equal(what is null ? [] : [what], found);
            Assert.DoesNotContain(live.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("id").GetString() == "HCP240" && f.GetProperty("node").GetString() == "node-1");
        }
        finally
        {
            await Lab.ShAsync("node-1", "kill $(cat /run/lab-fake-kubelet.pid); rm -rf /usr/local/bin/kubelet /run/lab-fake-kubelet.pid /var/lib/kubelet /etc/kubernetes/kubelet.conf.d");
            await Lab.FaultAsync("node-1", "start", "kubelet");
        }
    }

    [LabFact]
    public async Task A_program_that_does_not_answer_is_named_and_ended()
    {
        await Lab.ShAsync("node-1", "test ! -e /usr/local/bin/kubelet; printf '#!/bin/sh\nsleep 4711 & sleep 4712\n' >/usr/local/bin/kubelet; chmod +x /usr/local/bin/kubelet");
        try
        {
            var live = await Lab.HacpAsync("validate", Lab.TopologyFile, "--live", "--json");

            Assert.True(live.ExitCode == 0, live.ToString());
            var finding = Assert.Single(live.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("id").GetString() == "HCP284");
            Assert.Equal("node-1", finding.GetProperty("node").GetString());
            Assert.Equal("'kubelet --version' did not answer within 10 s and was ended.", finding.GetProperty("what").GetString());
            Assert.Equal("", await Lab.ShAsync("node-1", "ps -e -o args= | grep '^sleep 471[12]' || :"));
        }
        finally
        {
            await Lab.ShAsync("node-1", "rm -f /usr/local/bin/kubelet");
        }
    }

    [LabFact]
    public async Task Whoever_speaks_on_the_router_id_is_named()
    {
        var topology = Lab.Changed(("virtualRouterId: 51", "virtualRouterId: 33"), ("profile: fast", "profile: kubeadm\n  authPass: abc"));
        var admin = (await Admin($"ip -o route get {Lab.AddressOf("node-1")} | sed -n 's/.* src \\([^ ]*\\).*/\\1/p'")).Trim();
        var script = Path.Combine(Lab.Folder, "speaker.py");
        await File.WriteAllTextAsync(script, Speaker.Replace("/tmp/speaker.pid", script + ".pid", StringComparison.Ordinal));
        await Admin($"python3 {script} 33 {admin} </dev/null >/dev/null 2>&1");
        await Until.TrueAsync("the speaker is there", () => File.Exists(script + ".pid") && File.ReadAllText(script + ".pid").Length > 0);
        try
        {
            var live = await Lab.HacpAsync("validate", topology, "--live", "--json");

            Assert.True(live.ExitCode == 1, live.ToString());
            var finding = Assert.Single(live.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("id").GetString() == "HCP233");
            Assert.StartsWith($"{admin} speaks VRRPv2 on router id 33 with priority 77; ", finding.GetProperty("what").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            await Admin($"kill {await File.ReadAllTextAsync(script + ".pid")}");
        }
    }

    /// <summary>Over IPv6 a router speaks from the link-local address of its interface, to ff02::12.</summary>
    [LabFact]
    public async Task Whoever_speaks_over_IPv6_is_heard()
    {
        var address = await Lab.ShAsync("node-2", "ip -o -6 addr show dev eth1 scope link | sed -n 's/.*inet6 \\([^/]*\\).*/\\1/p'");
        await Lab.ShAsync("node-2", $"""
            python3 -c 'import socket, struct, time
            s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, 112)
            s.setsockopt(41, socket.IPV6_MULTICAST_IF, socket.if_nametoindex("eth1"))
            for _ in range(60):
                s.sendto(struct.pack("!BBBBHH16s", 0x31, 34, 78, 1, 100, 0, socket.inet_pton(10, "{address}")), ("ff02::12", 0))
                time.sleep(0.1)' </dev/null >/dev/null 2>&1 &
            """.Replace("\n            ", "\n", StringComparison.Ordinal));
        await using var transport = Lab.Transport();
        var node = TopologyReader.ReadFile(Lab.TopologyFile).Topology!.Nodes[0];
        var connection = await transport.ConnectAsync(node, CancellationToken.None);
        foreach (var tool in new[] { "hear_perl", "hear_python" })
        {
            var records = await connection.RunAsync(new NodeScript("hear", $"{tool} \"$(cat /sys/class/net/eth1/ifindex)\" 34 46"), CancellationToken.None);
            Assert.Equal(["advert", "heard", "end"], records.Select(r => r.Kind));
            Assert.Equal([address, "78", "3"], records[0].Fields.Select((f, i) => i == 0 ? System.Net.IPAddress.Parse(f).ToString() : f));
        }
    }

    [LabFact]
    public async Task Whoever_listens_on_the_port_is_named()
    {
        var pid = (await Lab.ShAsync("node-2", $"socat TCP-LISTEN:{Lab.Port},fork,reuseaddr /dev/null </dev/null >/dev/null 2>&1 & echo $!")).Trim();
        try
        {
            await Until.TrueAsync("somebody listens", async () => (await Lab.ShAsync("node-2", $"ss -Hltn sport = :{Lab.Port}")).Length > 0);
            var live = await Lab.HacpAsync("validate", Lab.TopologyFile, "--live");

            Assert.True(live.ExitCode == 1, live.ToString());
            Assert.Contains("node-2: error HCP234: 'socat' (process ", live.Error, StringComparison.Ordinal);
            Assert.Contains($") listens on port {Lab.Port}.", live.Error, StringComparison.Ordinal);
        }
        finally
        {
            await Lab.ShAsync("node-2", $"kill {pid}");
        }
    }

    [LabFact]
    public async Task A_subnet_that_does_not_hold_the_virtual_ip_stops_the_rollout()
    {
        var before = await Lab.StateAsync();
        var applied = await Lab.HacpAsync("apply", Lab.Changed(($"vip: \"{Lab.Vip}\"", "vip: 10.1.1.1")), "--yes");

        Assert.True(applied.ExitCode == 1, applied.ToString());
        Assert.Contains("error HCP230: The interface eth1 has no subnet that holds 10.1.1.1", applied.Error, StringComparison.Ordinal);
        await Lab.AssertUnchangedAsync(before);
    }

    private async Task<string> Admin(string script) => (await Lab.AdminAsync("sh", "-c", script)).Text;
}
