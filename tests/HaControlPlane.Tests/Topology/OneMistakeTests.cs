using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

/// <summary>One mistake in a file is one finding: what follows from the default in its place is not reported beside it.</summary>
public sealed class OneMistakeTests
{
    private const string External = """
        name: prod
        endpoint: { host: api.prod.example, port: 6443 }
        loadBalancer: { kind: external }
        nodes:
          - { name: master-1, address: 192.168.20.151 }
          - { name: master-2, address: 192.168.20.152 }
          - { name: master-3, address: 192.168.20.153 }
        """;

    private const string Pods = """
        name: prod
        endpoint: { vip: 192.168.20.150, port: 8443 }
        loadBalancer: { runAs: service, profile: kubeadm, interface: eth1, virtualRouterId: 73, authPass: 's3cret', monitorPort: 8404 }
        nodes:
          - { name: master-1, address: 192.168.20.151, priority: 120 }
          - { name: master-2, address: 192.168.20.152, priority: 110 }
          - { name: master-3, address: 192.168.20.153, priority: 100 }
        ssh: { user: admin, become: sudo }
        """;

    private const string KubeVip = """
        name: prod
        endpoint: { vip: 192.168.20.150, port: 6443 }
        loadBalancer: { kind: kube-vip, interface: eth1, kubeVip: { version: v1.2.3, mode: bgp, bgp: { as: 65000, peers: [ { address: 192.168.20.1, as: 65001 } ] } } }
        nodes:
          - { name: master-1, address: 192.168.20.151 }
          - { name: master-2, address: 192.168.20.152 }
          - { name: master-3, address: 192.168.20.153 }
        """;

    [Theory]
    [InlineData(External, "kind: external", "kind: exernal")]
    [InlineData(External, "kind: external", "kind: [external]")]
    [InlineData(External, "kind: external", "knd: external")]
    [InlineData(External, "loadBalancer:", "loadBalancr:")]
    [InlineData(External, "host:", "hots:")]
    [InlineData(External, "host: api.prod.example", "host: { name: api }")]
    [InlineData(External, "port: 6443", "port: 6443x")]
    [InlineData(Pods, "vip: 192.168.20.150", "vip: 192.168.20.350")]
    [InlineData(Pods, "vip:", "vips:")]
    [InlineData(Pods, "port: 8443", "port: 84x43")]
    [InlineData(Pods, "port: 8443", "prt: 8443")]
    [InlineData(Pods, "runAs: service", "runAs: services")]
    [InlineData(Pods, "runAs:", "run_as:")]
    [InlineData(Pods, "profile: kubeadm", "profile: kubadm")]
    [InlineData(Pods, "virtualRouterId: 73", "virtualRouterId: x")]
    [InlineData(Pods, "virtualRouterId:", "virtual_router_id:")]
    [InlineData(Pods, "interface: eth1", "interface: [eth1]")]
    [InlineData(Pods, "authPass: 's3cret'", "authPass: [s3cret]")]
    [InlineData(Pods, "monitorPort: 8404", "monitorPort: http")]
    [InlineData(Pods, "address: 192.168.20.152", "address: 192.168.20")]
    [InlineData(Pods, "address: 192.168.20.152", "adress: 192.168.20.152")]
    [InlineData(Pods, "priority: 110", "priority: high")]
    [InlineData(Pods, "become: sudo", "become: su")]
    [InlineData(Pods, "ssh:", "shs:")]
    [InlineData(KubeVip, "mode: bgp", "mode: bpg")]
    [InlineData(KubeVip, "mode:", "mod:")]
    [InlineData(KubeVip, "kind: kube-vip", "kind: kubevip")]
    [InlineData(KubeVip, "kind:", "kin:")]
    [InlineData(KubeVip, "as: 65001", "as: AS65001")]
    public void One_mistake_is_one_finding(string good, string right, string wrong)
    {
        Assert.Contains(right, good, StringComparison.Ordinal);
        Assert.Equal([], Errors(good));

        var found = Errors(good.Replace(right, wrong, StringComparison.Ordinal));

        Assert.StartsWith("HCP0", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_setting_has_wrong_is_said_beside_it()
    {
        var found = Errors(External.Replace("kind: external", "kind: exernal", StringComparison.Ordinal).Replace("192.168.20.153", "192.168.20.151", StringComparison.Ordinal));

        Assert.Collection(found, f => Assert.StartsWith("HCP010", f, StringComparison.Ordinal), f => Assert.StartsWith("HCP122", f, StringComparison.Ordinal));
    }

    [Fact]
    public void What_every_meaning_of_a_word_has_wrong_is_said_beside_it()
    {
        var found = Errors(Pods.Replace("runAs: service", "runAs: services", StringComparison.Ordinal).Replace("port: 8443", "port: 6443", StringComparison.Ordinal));

        Assert.Contains(found, f => f.StartsWith("HCP111", StringComparison.Ordinal));
    }

    private static string[] Errors(string yaml)
    {
        var reading = TopologyReader.Read(yaml, "cluster.yaml");
        return [.. reading.Findings.Concat(reading.Topology is { } t ? TopologyValidator.Validate(t) : [])
            .Where(f => f.Severity == FindingSeverity.Error).Select(f => $"{f.Id} {f.What}")];
    }
}
