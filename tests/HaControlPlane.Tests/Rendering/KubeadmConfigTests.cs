using HaControlPlane.Rendering;
using HaControlPlane.Tests.Topology;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>kubeadm's configuration of a node that is initialised and of one that joins.</summary>
public sealed class KubeadmConfigTests
{
    [Theory]
    [InlineData(KubeadmApiVersion.V1Beta4, "ipv4")]
    [InlineData(KubeadmApiVersion.V1Beta4, "ipv6")]
    [InlineData(KubeadmApiVersion.V1Beta4, "dual")]
    [InlineData(KubeadmApiVersion.V1Beta3, "ipv4")]
    public void The_files_are_the_golden_ones(KubeadmApiVersion version, string family)
    {
        var topology = Topology(family);

        foreach (var node in topology.Nodes.Take(2))
        {
            Golden.Equal($"kubeadmconfig/{version}-{family}/{node.Name}", KubeadmConfig.Render(topology, node, version).Content);
        }
    }

    [Fact]
    public void A_name_is_the_endpoint_and_the_address_stays_in_the_certificate()
    {
        var topology = Topology("ipv4");
        topology = topology with { Endpoint = topology.Endpoint with { Host = "api.prod.example" } };

        var text = KubeadmConfig.Render(topology, topology.Nodes[0]).Content;

        Assert.Contains("\ncontrolPlaneEndpoint: api.prod.example:8443\n", text, StringComparison.Ordinal);
        Assert.Contains("  certSANs:\n  - api.prod.example\n  - \"192.168.20.150\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_is_inside()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Classic, RunAs.Service);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { AuthPass = new Secret("s3cr3t") } };

        Assert.All(topology.Nodes, n => Assert.DoesNotContain("s3cr3t", KubeadmConfig.Render(topology, n).Content, StringComparison.Ordinal));
    }

    private static ControlPlaneTopology Topology(string family)
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service, family);
        return family == "ipv4"
            ? topology with { Network = new NetworkSpec { ServiceCidr = Range("10.96.0.0/12"), PodCidr = Range("10.244.0.0/16") } }
            : topology;
    }

    private static Cidr Range(string text) => Cidr.TryParse(text, out var range) ? range : throw new ArgumentException(text, nameof(text));

    [Theory]
    [InlineData("10.20.0.10", "10.20.0.10:6443", "- \"10.20.0.10\"")]
    [InlineData("fd00::10", "[fd00::10]:6443", "fd00::10")]
    [InlineData("api.prod.example", "api.prod.example:6443", "- api.prod.example")]
    public void An_external_load_balancer_is_written_by_its_name_or_address(string host, string endpoint, string subjectName)
    {
        var topology = TopologyReader.Read(Yaml.Good.Replace("vip: 192.168.20.150", $"host: '{host}'", StringComparison.Ordinal).Replace("8443", "6443", StringComparison.Ordinal)
            + "\nloadBalancer: { kind: external }\n", "c.yaml").Topology!;
        var text = KubeadmConfig.Render(topology, topology.Nodes[0]).Content;

        Assert.Equal(endpoint, KubeadmConfig.ControlPlaneEndpointOf(topology));
        Assert.Contains(endpoint, text, StringComparison.Ordinal);
        Assert.Contains(subjectName, text[text.IndexOf("certSANs", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }
}
