using System.Globalization;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Tests.Topology;

/// <summary>Each rule with a file that breaks it, and the line where it says so.</summary>
public sealed class RuleTests
{
    private const string Classic = "\nloadBalancer: { profile: classic }\n";
    private const string Legacy = "\nloadBalancer: { kind: kube-vip-legacy }\n";
    private const string Kubeadm = "\nloadBalancer: { profile: kubeadm }\n";

    public static TheoryData<string, FindingSeverity, int, string> Cases { get; } = new()
    {
        { "HCP100", Error, 1, Yaml.Good.Replace("prod", "Prod.1", StringComparison.Ordinal) },
        { "HCP101", Error, 2, Yaml.Good.Replace("  vip: 192.168.20.150\n", "", StringComparison.Ordinal) },
        { "HCP102", Error, 3, Yaml.Good + "\nloadBalancer: { kind: external }\n" },
        { "HCP103", Error, 2, Yaml.Good.Replace("  vip: 192.168.20.150\n", "", StringComparison.Ordinal) + "\nloadBalancer: { kind: external }\n" },
        { "HCP104", Error, 3, WithVip("[192.168.20.150, 192.168.20.149]") },
        { "HCP105", Error, 3, WithVip("127.0.0.1") },
        { "HCP105", Error, 3, WithVip("224.0.0.18") },
        { "HCP105", Error, 3, WithVip("0.0.0.0") },
        { "HCP105", Error, 3, WithVip("169.254.1.1") },
        { "HCP105", Error, 3, WithVip("255.255.255.255") },
        { "HCP105", Error, 3, WithVip("'::ffff:10.0.0.1'") },
        { "HCP106", Error, 3, WithVip("192.168.20.152") },
        { "HCP107", Error, 3, Yaml.Good + "\nnetwork: { podCidr: 192.168.0.0/16 }\n" },
        { "HCP107", Error, 6, Yaml.Good + "\nnetwork: { serviceCidr: 192.168.20.151/32 }\n" },
        { "HCP108", Error, 6, WithVip("fd00::150") },
        { "HCP108", Error, 8, Yaml.Good.Replace("192.168.20.153", "'fd00::153'", StringComparison.Ordinal) },
        { "HCP109", Error, 9, AtEndpoint("host: https://api") },
        { "HCP109", Error, 9, AtEndpoint("host: 10.0.0.1") },
        { "HCP109", Error, 3, Outside("127.0.0.1") },
        { "HCP109", Error, 3, Outside("10.0.0") },
        { "HCP109", Error, 3, Outside("'[fd00::1]'") },
        { "HCP107", Error, 3, Outside("10.96.0.1") + "\nnetwork: { serviceCidr: 10.96.0.0/12 }\n" },
        { "HCP115", Information, 3, Outside("192.168.20.9") },
        { "HCP115", Information, 3, Outside("'fd00::9'") },
        { "HCP116", Error, 3, Outside("192.168.20.152") },
        { "HCP110", Error, 4, WithPort(0) },
        { "HCP110", Error, 9, Yaml.Good + "\napiserver: { port: 65536 }\n" },
        { "HCP110", Error, 9, Yaml.Good + "\nssh: { port: -1 }\n" },
        { "HCP111", Error, 4, WithPort(6443) },
        { "HCP112", Error, 4, Yaml.Good + "\nloadBalancer: { kind: kube-vip }\n" },
        { "HCP113", Error, 4, WithPort(443) },
        { "HCP114", Error, 4, WithPort(2379) },
        { "HCP114", Error, 9, Yaml.Good + "\napiserver: { port: 10250 }\n" },
        { "HCP120", Warning, 5, Yaml.Good + "\n  - { name: master-4, address: 192.168.20.154 }\n" },
        { "HCP121", Error, 8, Yaml.Good.Replace("master-3", "MASTER-1", StringComparison.Ordinal) },
        { "HCP122", Error, 8, Yaml.Good.Replace("192.168.20.153", "192.168.20.151", StringComparison.Ordinal) },
        { "HCP123", Error, 8, Yaml.Good.Replace("192.168.20.153", "127.0.1.1", StringComparison.Ordinal) },
        { "HCP124", Error, 8, Yaml.Good.Replace("master-3", "../etc", StringComparison.Ordinal) },
        { "HCP125", Error, 9, Yaml.Good + "\nloadBalancer: { interface: a-very-long-interface }\n" },
        { "HCP125", Error, 9, Yaml.Good + "\nloadBalancer: { interface: -eth0 }\n" },
        { "HCP125", Error, 9, Yaml.Good + "\nloadBalancer: { interface: 'eth0:1' }\n" },
        { "HCP126", Error, 9, Yaml.Good + "\nssh: { user: -oProxyCommand=id }\n" },
        { "HCP126", Error, 9, Yaml.Good + "\nssh: { jump: 'a;id' }\n" },
        { "HCP126", Error, 9, Yaml.Good + "\nssh: { keyFile: \"/a\\nb\" }\n" },
        { "HCP130", Error, 9, Yaml.Good + "\nloadBalancer: { virtualRouterId: 256 }\n" },
        { "HCP131", Information, 9, Yaml.Good + "\nloadBalancer: { virtualRouterId: 51 }\n" },
        { "HCP132", Error, 6, WithPriorities(255, 100, 99) },
        { "HCP133", Error, 7, WithPriorities(100, 100, 99) },
        { "HCP133", Information, 8, WithPriorities(101, 100, 100) + Kubeadm },
        { "HCP134", Warning, 5, WithPriorities(101, 100, 99) + Kubeadm },
        { "HCP135", Warning, 5, WithPriorities(150, 100, 90) + Kubeadm },
        { "HCP136", Error, 9, Yaml.Good + "\nloadBalancer: { profile: kubeadm, authPass: ninechars }\n" },
        { "HCP136", Error, 9, Yaml.Good + "\nloadBalancer: { profile: kubeadm, authPass: '' }\n" },
        { "HCP137", Error, 9, Yaml.Good + "\nloadBalancer: { profile: kubeadm, authPass: 'a #b' }\n" },
        { "HCP139", Error, 9, Yaml.Good + "\nloadBalancer: { advertIntervalMs: 55 }\n" },
        { "HCP139", Error, 9, Yaml.Good + "\nloadBalancer: { advertIntervalMs: 1010 }\n" },
        { "HCP139", Error, 9, Yaml.Good + "\nloadBalancer: { advertIntervalMs: 0 }\n" },
        { "HCP139", Error, 9, Yaml.Good + "\nloadBalancer: { profile: kubeadm, advertIntervalMs: 100 }\n" },
        { "HCP273", Error, 9, Yaml.Good + "\nloadBalancer: { monitorPort: 8443 }\n" },
        { "HCP273", Error, 9, Yaml.Good + "\nloadBalancer: { monitorPort: 6443 }\n" },
        { "HCP273", Error, 9, Yaml.Good + "\nloadBalancer: { monitorPort: 0 }\n" },
        { "HCP273", Error, 9, Yaml.Good + "\nloadBalancer: { monitorPort: 1023 }\n" },
        { "HCP273", Error, 9, Yaml.Good + "\nloadBalancer: { monitorPort: 10250 }\n" },
        { "HCP273", Error, 9, Yaml.Good + "\nloadBalancer: { profile: kubeadm, monitorPort: 9404 }\n" },
        { "HCP157", Warning, 9, Yaml.Good + "\nloadBalancer: { advertIntervalMs: 20 }\n" },
        { "HCP138", Warning, 9, Yaml.Good + "\nloadBalancer: { authPass: '42' }\n" },
        { "HCP140", Error, 9, Yaml.Good + "\nloadBalancer: { images: { haproxy: \"a:1\\nb\" } }\n" },
        { "HCP141", Warning, 9, Yaml.Good + "\nloadBalancer: { images: { haproxy: 'r.example:5000/haproxy' } }\n" },
        { "HCP141", Warning, 9, Yaml.Good + "\nloadBalancer: { images: { haproxy: 'haproxy:latest' } }\n" },
        { "HCP142", Warning, 9, Yaml.Good + Classic },
        { "HCP143", Error, 9, Yaml.Good + "\nloadBalancer: { profile: kubeadm, images: { keepalived: 'osixia/keepalived:2.3.4' } }\n" },
        { "HCP144", Information, 9, Yaml.Good + "\nloadBalancer: { runAs: service, images: { haproxy: 'haproxy:2.8' } }\n" },
        { "HCP145", Error, 9, KubeVip("images: { kubeVip: 'registry.example/kube-vip:latest' }") },
        { "HCP145", Error, 9, KubeVip("kubeVip: { version: v0.3.9 }") },
        { "HCP145", Warning, 9, KubeVip("kubeVip: { version: v1.9.0 }") },
        { "HCP146", Error, 9, KubeVip("kubeVip: { version: v0.8.1 }") },
        { "HCP146", Error, 9, KubeVip("kubeVip: { version: v1.0.1 }") },
        { "HCP146", Error, 9, KubeVip("kubeVip: { version: v1.0.2 }") },
        { "HCP146", Error, 9, KubeVip("kubeVip: { version: v1.0.3 }") },
        { "HCP146", Error, 9, KubeVip("images: { kubeVip: 'ghcr.io/kube-vip/kube-vip:v1.2.2' }") },
        { "HCP147", Warning, 9, KubeVip("kubeVip: { services: true, servicesElection: true }") },
        { "HCP148", Warning, 9, KubeVip("kubeVip: { lease: { duration: 5, renewDeadline: 3, retryPeriod: 1 } }") },
        { "HCP148", Warning, 9, KubeVip("kubeVip: { version: v1.0.4 }") },
        { "HCP148", Error, 9, KubeVip("kubeVip: { lease: { duration: 10 } }") },
        { "HCP148", Error, 9, KubeVip("kubeVip: { lease: { renewDeadline: 12, retryPeriod: 10 } }") },
        { "HCP149", Warning, 9, KubeVip("kubeVip: { balancing: local }") },
        { "HCP149", Information, 9, KubeVip("kubeVip: { balancing: masquerade }") },
        { "HCP149", Warning, 9, KubeVip("kubeVip: { balancing: masquerade, version: v0.7.2 }") },
        { "HCP150", Error, 9, Yaml.Good + "\nnetwork: { serviceCidr: 10.100.0.0/12 }\n" },
        { "HCP151", Error, 9, Yaml.Good + "\nnetwork: { serviceCidr: 10.0.0.0/8, podCidr: 10.244.0.0/16 }\n" },
        { "HCP152", Error, 9, Yaml.Good + "\nnetwork: { serviceCidr: 10.96.0.0/12, podCidr: 'fd00::/64' }\n" },
        { "HCP153", Warning, 9, WithRoute("to: 192.168.0.0/16, via: 192.168.20.1") },
        { "HCP154", Error, 9, WithRoute("to: 10.244.0.0/16, via: 'fd00::1'") },
        { "HCP155", Error, 9, WithRoute("to: 10.244.0.0/16, via: 192.168.20.150") },
        { "HCP155", Error, 9, WithRoute("to: 10.244.0.0/16, via: 192.168.20.153") },
        { "HCP156", Error, 9, WithRoute("to: [10.244.0.0/16, 10.244.0.0/16], via: 192.168.20.1") },
        { "HCP161", Information, 9, Yaml.Good + "\nsysctl: { net.unix.max_dgram_qlen: 100 }\n" },
        { "HCP162", Error, 9, Yaml.Good + "\nsysctl: { ../../etc/passwd: 1 }\n" },
        { "HCP163", Error, 9, WithRoute("to: 0.0.0.0/0, via: 192.168.20.1") },
        { "HCP164", Warning, 9, WithRoute("to: 192.168.20.128/25, via: 192.168.20.1") },
        { "HCP162", Error, 9, Yaml.Good + "\nsysctl: { vm.swappiness: \"1\\nkernel.x = 2\" }\n" },
        { "HCP165", Error, 8, Yaml.Good.Replace("master-3", "Master-3", StringComparison.Ordinal) },
        { "HCP165", Error, 9, AtEndpoint("host: API.prod.example") },
        { "HCP166", Error, 8, Yaml.Good.Replace("master-3", "master-3.a-domain-of-more-than.sixty-three-characters.prod.example.org", StringComparison.Ordinal) },
        { "HCP167", Error, 9, Yaml.Good + "\nnetwork: { serviceCidr: 10.0.0.0/8 }\n" },
        { "HCP167", Error, 9, Yaml.Good + "\nnetwork: { podCidr: 10.244.0.0/29 }\n" },
        { "HCP167", Warning, 9, Yaml.Good + "\nnetwork: { podCidr: 10.244.0.0/25 }\n" },
        { "HCP168", Error, 9, Yaml.Good + "\nnetwork: { serviceCidr: 'fd01::/108' }\n" },
        { "HCP170", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP171", Warning, 9, Yaml.Good + Classic },
        { "HCP172", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP173", Warning, 9, Yaml.Good + Classic },
        { "HCP174", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP175", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP176", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP177", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP178", Warning, 9, Yaml.Good + Classic },
        { "HCP179", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP180", Warning, 9, Yaml.Good + Kubeadm },
        { "HCP181", Information, 9, Yaml.Good + Kubeadm },
        { "HCP182", Warning, 9, Yaml.Good + Legacy },
        { "HCP183", Warning, 9, Yaml.Good + Legacy },
        { "HCP184", Error, 3, WithVip("fd00::150") + Legacy },
        { "HCP184", Error, 8, Yaml.Good.Replace("192.168.20.153", "'fd00::153'", StringComparison.Ordinal) + Legacy },
        { "HCP185", Warning, 9, WithPort(6443) + "\nloadBalancer: { kind: kube-vip-legacy, kubeVip: { bindToVip: true } }\n" },
        { "HCP186", Error, 9, KubeVip("kubeVip: { mode: bgp }") },
        { "HCP186", Error, 9, KubeVip("kubeVip: { mode: bgp, bgp: { as: 0, peers: [ { address: 192.168.20.1, as: 65001 } ] } }") },
        { "HCP186", Error, 9, KubeVip("kubeVip: { mode: bgp, bgp: { peers: [ { address: 192.168.20.1, as: 4294967296 } ] } }") },
        { "HCP186", Error, 9, KubeVip("kubeVip: { mode: bgp, bgp: { peers: [ { address: 192.168.20.1, as: 65001, password: 'a,b' } ] } }") },
        { "HCP186", Error, 9, KubeVip("kubeVip: { mode: bgp, version: v0.6.4, bgp: { peers: [ { address: 'fd00::1', as: 65001 } ] } }") },
        { "HCP187", Warning, 9, KubeVip("kubeVip: { mode: bgp, version: v1.1.2, bgp: { peers: [ { address: 192.168.20.1, as: 65001 } ] } }") },
        { "HCP188", Error, 9, KubeVip("runAs: service") },
        { "HCP189", Error, 3, KubeVip("kubeVip: { version: v0.8.0 }").Replace("192.168.20.150", "[192.168.20.150, 'fd00::150']", StringComparison.Ordinal) },
        { "HCP190", Warning, 9, Yaml.Good + "\nloadBalancer: { kind: kube-vip-legacy }\n" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_found(string id, FindingSeverity severity, int line, string yaml)
    {
        var reading = TopologyReader.Read(yaml, "c.yaml");
        Assert.Empty(reading.Findings);
        var findings = TopologyValidator.Validate(reading.Topology!);

        Assert.True(
            findings.Any(f => f.Id == id && f.Severity == severity && f.Location!.Line == line),
            $"{severity} {id} on line {line} is not among\n{string.Join('\n', findings)}");
        Assert.All(findings, f => Assert.EndsWith(".", f.What, StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_file_breaks_none() =>
        Assert.Empty(TopologyValidator.Validate(TopologyReader.Read(Yaml.Good, "c.yaml").Topology!));

    [Fact]
    public void The_real_range_is_named()
    {
        var topology = TopologyReader.Read(Yaml.Good + "\nnetwork: { serviceCidr: 10.100.0.0/12 }\n", "c.yaml").Topology!;

        Assert.Equal(
            "c.yaml:9:25: error HCP150: 10.100.0.0/12 is really 10.96.0.0/12. Write 10.96.0.0/12 if that is meant.",
            Assert.Single(TopologyValidator.Validate(topology)).ToString());
    }

    [Theory]
    [InlineData("three-masters.yaml")]
    [InlineData("three-masters-service.yaml")]
    [InlineData("external.yaml")]
    [InlineData("kubeadm.yaml")]
    [InlineData("kube-vip.yaml")]
    [InlineData("kube-vip-legacy.yaml")]
    [InlineData("classic.yaml")]
    public void The_examples_have_no_errors(string example)
    {
        var reading = TopologyReader.ReadFile(RepositoryRoot.Combine("examples", example));
        Assert.Empty(reading.Findings);
        var findings = TopologyValidator.Validate(reading.Topology!);

        Assert.DoesNotContain(findings, f => f.Severity == Error);
        if (reading.Topology!.LoadBalancer is { Profile: LoadBalancerProfile.Fast, Kind: not (LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy) })
        {
            Assert.Empty(findings);
        }
    }

    private static string KubeVip(string more) => WithPort(6443) + $"\nloadBalancer: {{ kind: kube-vip, {more} }}\n";

    private static string WithVip(string vip) => Yaml.Good.Replace("192.168.20.150", vip, StringComparison.Ordinal);

    private static string WithPort(int port) => Yaml.Good.Replace("8443", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string WithRoute(string route) => Yaml.Good + $"\nnetwork: {{ routes: [ {{ {route}, dev: eth1 }} ] }}\n";

    /// <summary>A balancer outside the nodes, known by this.</summary>
    private static string Outside(string host) => Yaml.Good.Replace("vip: 192.168.20.150", $"host: {host}", StringComparison.Ordinal) + "\nloadBalancer: { kind: external }\n";

    private static string AtEndpoint(string line) =>
        Yaml.Good.Replace("endpoint:\n  vip: 192.168.20.150\n  port: 8443\n", "", StringComparison.Ordinal)
        + "\n# the endpoint comes last\n\n\nendpoint: { vip: 192.168.20.150, port: 8443, " + line + " }\n";

    private static string WithPriorities(params int[] priorities) => priorities
        .Select((p, i) => (From: $"192.168.20.15{i + 1} }}", To: $"192.168.20.15{i + 1}, priority: {p} }}"))
        .Aggregate(Yaml.Good, (yaml, change) => yaml.Replace(change.From, change.To, StringComparison.Ordinal));
}
