using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>kube-vip 0.1.1: the published text with its placeholders filled in as an admin would by hand, and the way out of it.</summary>
public sealed class KubeVipLegacyTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void The_configuration_is_the_published_text_to_the_byte(int node, bool leader)
    {
        var topology = Legacy();

        Assert.Equal(ByHand(Golden.Text("seed/config.yaml"), node, leader), KubeVipConfig.Render(topology, topology.Nodes[node]).Content);
    }

    [Fact]
    public void Exactly_one_node_starts_as_the_leader() =>
        Assert.Single(NodeFiles.RenderAll(Legacy()), f => f.Content.Contains("startAsLeader: true", StringComparison.Ordinal));

    [Fact]
    public void The_pod_means_what_the_published_one_means()
    {
        var topology = Legacy();

        Assert.Equal(ManifestMeaning.Of(Golden.Text("seed/kube-vip.yaml")), ManifestMeaning.Of(KubeVipPod.Render(topology, topology.Nodes[1]).Content));
    }

    [Fact]
    public void The_configuration_comes_before_the_pod_that_mounts_it() =>
        Assert.Equal([NodePaths.KubeVipConfig, NodePaths.KubeVipManifest], NodeFiles.Render(Legacy(), Legacy().Nodes[0]).Select(f => f.Path));

    [Fact]
    public void A_single_node_has_no_peers()
    {
        var topology = Legacy();
        topology = topology with { Nodes = [topology.Nodes[0]] };

        Assert.Contains("\nremotePeers: []\nvip: ", KubeVipConfig.Render(topology, topology.Nodes[0]).Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("10")]
    [InlineData("on")]
    public void A_name_that_YAML_takes_for_something_else_is_quoted(string name)
    {
        var topology = Legacy();
        topology = topology with { Nodes = [topology.Nodes[0] with { Name = name }, topology.Nodes[1], topology.Nodes[2]] };

        Assert.Contains($"\n  id: \"{name}\"\n", KubeVipConfig.Render(topology, topology.Nodes[0]).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Today_the_same_address_interface_and_port_are_kept()
    {
        var modern = KubeVipMigration.ToModern(Legacy());
        var manifest = ManifestMeaning.Of(KubeVipPod.Render(modern, modern.Nodes[0]).Content);

        Assert.Equal("192.168.20.150", ValueOf(manifest, "address"));
        Assert.Equal("eth1", ValueOf(manifest, "vip_interface"));
        Assert.Equal("8443", ValueOf(manifest, "lb_port"));
        Assert.Equal("6443", ValueOf(manifest, "port"));
        Assert.DoesNotContain(TopologyValidator.Validate(modern), f => f.Severity == FindingSeverity.Error);
    }

    [Fact]
    public void Where_the_ports_agree_nothing_needs_to_lead_from_one_to_the_other()
    {
        var legacy = Legacy();
        var modern = KubeVipMigration.ToModern(legacy with { Endpoint = legacy.Endpoint with { Port = 6443 } });

        Assert.Equal(KubeVipBalancing.None, modern.LoadBalancer.KubeVip.Balancing);
    }

    private static string ValueOf(List<string> manifest, string variable)
    {
        var at = manifest.Single(l => l.EndsWith($".name={variable}", StringComparison.Ordinal)).Replace($".name={variable}", ".value=", StringComparison.Ordinal);
        return manifest.Single(l => l.StartsWith(at, StringComparison.Ordinal))[at.Length..];
    }

    private static ControlPlaneTopology Legacy()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod);
        return topology with { LoadBalancer = topology.LoadBalancer with { Kind = LoadBalancerKind.KubeVipLegacy } };
    }

    private static string ByHand(string text, int node, bool leader)
    {
        var peers = Enumerable.Range(0, 3).Where(i => i != node).Select(i => $"- id: master-{i + 1}\n  address: 192.168.20.15{i + 1}\n  port: 10000\n");
        var backends = Enumerable.Range(1, 3).Select(i => $"  - port: 6443\n    address: 192.168.20.15{i}\n");
        return text
            .Replace("- id: ${PEER1_ID}\n  address: ${PEER1_IPADDR}\n  port: 10000\n# [...]\n", string.Concat(peers), StringComparison.Ordinal)
            .Replace("  - port: ${APISERVER_SRC_PORT}\n    address: ${HOST1_ADDRESS}\n  # [...]\n", string.Concat(backends), StringComparison.Ordinal)
            .Replace("${ID}", $"master-{node + 1}", StringComparison.Ordinal)
            .Replace("${IPADDR}", $"192.168.20.15{node + 1}", StringComparison.Ordinal)
            .Replace("${APISERVER_VIP}", "192.168.20.150", StringComparison.Ordinal)
            .Replace("${IS_LEADER}", leader ? "true" : "false", StringComparison.Ordinal)
            .Replace("${INTERFACE}", "eth1", StringComparison.Ordinal)
            .Replace("${APISERVER_DEST_PORT}", "8443", StringComparison.Ordinal);
    }
}
