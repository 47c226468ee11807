using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

/// <summary>What a rule tells the admin to do ends at a file without an error: no two rules send anybody back and forth.</summary>
public sealed class RemedyTests
{
    private const string NoVip = "  vip: 192.168.20.150\n";

    /// <summary>For each rule that is an error: a file that breaks it, and each way out that its remedy names, as an edit of the file.</summary>
    public static TheoryData<string, string, string, string> Remedies { get; } = new()
    {
        { "HCP100", Yaml.Good.Replace("prod", "Prod.1", StringComparison.Ordinal), "Prod.1", "prod-1" },
        { "HCP101", Without(NoVip), "  port", "  vip: 192.168.20.150\n  port" },
        { "HCP101", Without(NoVip), "  port: 8443", "  host: api.prod.example\n  port: 6443\nloadBalancer: { kind: external }" },
        { "HCP102", Yaml.Good + External, "vip: ", "host: " },
        { "HCP102", Yaml.Good + External, "vip: 192.168.20.150", "host: api.prod.example" },
        { "HCP102", Yaml.Good + External, "external", "keepalived-haproxy" },
        { "HCP103", Without(NoVip) + External, "  port", "  host: api.prod.example\n  port" },
        { "HCP103", Without(NoVip) + External, "  port", "  host: 192.168.20.150\n  port" },
        { "HCP104", WithVip("[192.168.20.150, 192.168.20.149]"), ", 192.168.20.149", "" },
        { "HCP105", WithVip("127.0.0.1"), "127.0.0.1", "192.168.20.150" },
        { "HCP106", WithVip("192.168.20.152"), "vip: 192.168.20.152", "vip: 192.168.20.150" },
        { "HCP107", Yaml.Good + "\nnetwork: { podCidr: 192.168.0.0/16 }\n", "192.168.0.0/16", "10.244.0.0/16" },
        { "HCP108", WithVip("fd00::150"), "fd00::150", "192.168.20.150" },
        { "HCP109", Yaml.Good.Replace(NoVip, "  host: 192.168.20.150\n", StringComparison.Ordinal), "host: ", "vip: " },
        { "HCP109", AtEndpoint("host: https://api.prod.example:8443/"), "https://api.prod.example:8443/", "api.prod.example" },
        { "HCP109", AtEndpoint("host: 10.0.0.1"), "host: 10.0.0.1", "" },
        { "HCP109", Without(NoVip).Replace("  port", "  host: 127.0.0.1\n  port", StringComparison.Ordinal) + External, "127.0.0.1", "10.20.0.10" },
        { "HCP110", WithPort("0"), "port: 0", "port: 8443" },
        { "HCP111", WithPort("6443"), "port: 6443", "port: 8443" },
        { "HCP112", Yaml.Good + "\nloadBalancer: { kind: kube-vip }\n", "8443", "6443" },
        { "HCP113", WithPort("443"), "443", "8443" },
        { "HCP113", WithPort("443"), "nodes:", "loadBalancer: { runAs: service }\nnodes:" },
        { "HCP114", WithPort("2379"), "2379", "8443" },
        { "HCP116", Without(NoVip).Replace("  port", "  host: 192.168.20.152\n  port", StringComparison.Ordinal) + External, "host: 192.168.20.152", "host: 192.168.20.9" },
        { "HCP121", Yaml.Good.Replace("master-3", "MASTER-1", StringComparison.Ordinal), "MASTER-1", "master-3" },
        { "HCP122", Yaml.Good.Replace("192.168.20.153", "192.168.20.151", StringComparison.Ordinal), "master-3, address: 192.168.20.151", "master-3, address: 192.168.20.153" },
        { "HCP123", Yaml.Good.Replace("192.168.20.153", "127.0.1.1", StringComparison.Ordinal), "127.0.1.1", "192.168.20.153" },
        { "HCP124", Yaml.Good.Replace("master-3", "../etc", StringComparison.Ordinal), "../etc", "master-3" },
        { "HCP125", Balancer("interface: 'eth0:1'"), "eth0:1", "eth0" },
        { "HCP126", Yaml.Good + "\nssh: { user: -oProxyCommand=id }\n", "-oProxyCommand=id", "admin" },
        { "HCP130", Balancer("virtualRouterId: 256"), "virtualRouterId: 256", "" },
        { "HCP130", Balancer("virtualRouterId: 256"), "256", "255" },
        { "HCP132", Yaml.Good.Replace("address: 192.168.20.151", "address: 192.168.20.151, priority: 255", StringComparison.Ordinal), "255", "254" },
        { "HCP133", Equal, ", priority: 100", "" },
        { "HCP133", Equal, "152, priority: 100", "152, priority: 101" },
        { "HCP136", Balancer("profile: kubeadm, authPass: ninechars"), "ninechars", "eight123" },
        { "HCP136", Balancer("profile: kubeadm, authPass: ninechars"), ", authPass: ninechars", "" },
        { "HCP137", Balancer("profile: kubeadm, authPass: 'a #b'"), "a #b", "a=b" },
        { "HCP139", Balancer("advertIntervalMs: 55"), "55", "50" },
        { "HCP139", Balancer("advertIntervalMs: 55"), "advertIntervalMs: 55", "" },
        { "HCP139", Balancer("profile: kubeadm, advertIntervalMs: 100"), "kubeadm", "fast" },
        { "HCP140", Balancer("images: { haproxy: 'a b' }"), "a b", "registry.example/a:1" },
        { "HCP143", Balancer("profile: kubeadm, images: { keepalived: 'osixia/keepalived:2.3.4' }"), "2.3.4", "2.0.20" },
        { "HCP145", KubeVip("kubeVip: { version: v0.3.9 }"), "v0.3.9", "v1.2.3" },
        { "HCP146", KubeVip("kubeVip: { version: v0.8.1 }"), "v0.8.1", "v0.8.2" },
        { "HCP146", KubeVip("kubeVip: { version: v1.0.1 }"), "v1.0.1", "v1.0.4" },
        { "HCP148", KubeVip("kubeVip: { lease: { duration: 10 } }"), "duration: 10", "duration: 15" },
        { "HCP150", Yaml.Good + "\nnetwork: { serviceCidr: 10.100.0.0/12 }\n", "10.100.0.0/12", "10.96.0.0/12" },
        { "HCP151", Yaml.Good + "\nnetwork: { serviceCidr: 10.0.0.0/8, podCidr: 10.244.0.0/16 }\n", "10.0.0.0/8", "10.96.0.0/12" },
        { "HCP152", Yaml.Good + "\nnetwork: { serviceCidr: 10.96.0.0/12, podCidr: 'fd00::/64' }\n", "fd00::/64", "10.244.0.0/16" },
        { "HCP154", WithRoute("to: 10.244.0.0/16, via: 'fd00::1'"), "fd00::1", "192.168.20.1" },
        { "HCP155", WithRoute("to: 10.244.0.0/16, via: 192.168.20.150"), "via: 192.168.20.150", "via: 192.168.20.1" },
        { "HCP156", WithRoute("to: [10.244.0.0/16, 10.244.0.0/16], via: 192.168.20.1"), ", 10.244.0.0/16", "" },
        { "HCP162", Yaml.Good + "\nsysctl: { ../../etc/passwd: 1 }\n", "../../etc/passwd", "net.ipv4.ip_nonlocal_bind" },
        { "HCP163", WithRoute("to: 0.0.0.0/0, via: 192.168.20.1"), "0.0.0.0/0", "10.96.0.0/12" },
        { "HCP165", AtEndpoint("host: API.prod.example"), "API", "api" },
        { "HCP165", Yaml.Good.Replace("master-3", "Master-3", StringComparison.Ordinal), "Master-3", "master-3" },
        { "HCP166", Yaml.Good.Replace("master-3", new string('a', 32) + "." + new string('b', 31), StringComparison.Ordinal), new string('a', 32), new string('a', 31) },
        { "HCP167", Yaml.Good + "\nnetwork: { serviceCidr: 10.0.0.0/8 }\n", "10.0.0.0/8", "10.96.0.0/12" },
        { "HCP168", Yaml.Good + "\nnetwork: { serviceCidr: 'fd00:96::/112' }\n", "fd00:96::/112", "10.96.0.0/12" },
        { "HCP184", WithVip("fd00::150").Replace("192.168.20.15", "fd00::15", StringComparison.Ordinal).Replace("8443", "6443", StringComparison.Ordinal) + Legacy, "kube-vip-legacy", "kube-vip" },
        { "HCP184", WithVip("fd00::150") + Legacy, "fd00::150", "192.168.20.150" },
        { "HCP186", KubeVip("kubeVip: { mode: bgp }"), "mode: bgp", "mode: bgp, bgp: { peers: [ { address: 192.168.20.1, as: 65001 } ] }" },
        { "HCP188", KubeVip("runAs: service"), ", runAs: service", "" },
        { "HCP189", KubeVip("kubeVip: { version: v0.8.0 }").Replace("192.168.20.150", "[192.168.20.150, 'fd00::150']", StringComparison.Ordinal), "v0.8.0", "v0.8.2" },
        { "HCP273", Balancer("monitorPort: 8443"), "monitorPort: 8443", "monitorPort: 9404" },
        { "HCP273", Balancer("monitorPort: 0"), "monitorPort: 0", "" },
    };

    private const string External = "\nloadBalancer: { kind: external }\n";
    private const string Legacy = "\nloadBalancer: { kind: kube-vip-legacy }\n";

    private static string Equal => Yaml.Good
        .Replace("address: 192.168.20.151", "address: 192.168.20.151, priority: 100", StringComparison.Ordinal)
        .Replace("address: 192.168.20.152", "address: 192.168.20.152, priority: 100", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Remedies))]
    public void What_the_remedy_says_leads_to_a_file_without_an_error(string id, string broken, string old, string replacement)
    {
        Assert.Contains(id, Errors(broken));
        Assert.Contains(old, broken, StringComparison.Ordinal);

        Assert.Equal([], Errors(broken.Replace(old, replacement, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_that_can_be_an_error_is_tried()
    {
        var tried = Remedies.Select(r => (string)r[0]).ToHashSet(StringComparer.Ordinal);
        // Priorities of the text profiles are a warning there, and profile fast cannot have them.
        string[] never = ["HCP134", "HCP135"];

        Assert.Equal([], TopologyValidator.Rules.Where(r => r.Info.Severity == FindingSeverity.Error).Select(r => r.Info.Id).Except(tried).Except(never));
    }

    private static string[] Errors(string yaml)
    {
        var reading = TopologyReader.Read(yaml, "c.yaml");
        return [.. reading.Findings.Concat(reading.Topology is { } t ? TopologyValidator.Validate(t) : []).Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Id)];
    }

    private static string Without(string line) => Yaml.Good.Replace(line, "", StringComparison.Ordinal);

    private static string WithVip(string vip) => Yaml.Good.Replace("vip: 192.168.20.150", $"vip: {vip}", StringComparison.Ordinal);

    private static string WithPort(string port) => Yaml.Good.Replace("8443", port, StringComparison.Ordinal);

    private static string AtEndpoint(string line) => Yaml.Good.Replace("  port", $"  {line}\n  port", StringComparison.Ordinal);

    private static string Balancer(string keys) => Yaml.Good + $"\nloadBalancer: {{ {keys} }}\n";

    private static string KubeVip(string more) => WithPort("6443") + $"\nloadBalancer: {{ kind: kube-vip, {more} }}\n";

    private static string WithRoute(string route) => Yaml.Good + $"\nnetwork: {{ routes: [ {{ {route}, dev: eth1 }} ] }}\n";
}
