using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>Each file of the first master, and what differs on the second, as it has been read and approved.</summary>
public sealed class GoldenFileTests
{
    public static TheoryData<LoadBalancerProfile, RunAs, string> Combinations => Samples.All();

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_files_are_as_approved(LoadBalancerProfile profile, RunAs runAs, string family)
    {
        var topology = Samples.Topology(profile, runAs, family);
        var folder = $"{profile}-{runAs}-{family}".ToLowerInvariant();

        foreach (var file in NodeFiles.Render(topology, topology.Nodes[0]))
        {
            Golden.Equal($"{folder}{file.Path}", file.Content);
        }

        Golden.Equal($"{folder}/master-2{NodePaths.KeepalivedConfig}", KeepalivedConfig.Render(topology, topology.Nodes[1]).Content);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_node_gets_configurations_before_what_starts_the_daemons(LoadBalancerProfile profile, RunAs runAs, string family)
    {
        var topology = Samples.Topology(profile, runAs, family);

        var roles = NodeFiles.Render(topology, topology.Nodes[2]).Select(f => f.Role).ToList();

        Assert.Equal([NodeFileRole.HaproxyConfig, NodeFileRole.ApiserverCheck, NodeFileRole.KeepalivedConfig], roles.Take(3));
        NodeFileRole[] starters = (profile, runAs) switch
        {
            (_, RunAs.StaticPod) => [NodeFileRole.StaticPodManifest, NodeFileRole.StaticPodManifest],
            (LoadBalancerProfile.Fast, _) => [NodeFileRole.HaproxyUnitDropIn, NodeFileRole.KeepalivedUnitDropIn],
            _ => [],
        };
        Assert.Equal(starters, roles.Skip(3));
    }

    [Fact]
    public void All_nodes_come_in_the_topologys_order()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod);

        var files = NodeFiles.RenderAll(topology);

        Assert.Equal(topology.Nodes, files.Select(f => f.Node).Distinct());
        Assert.Equal(15, files.Count);
    }

    [Fact]
    public void An_external_load_balancer_needs_no_files()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { Kind = LoadBalancerKind.External } };

        Assert.Empty(NodeFiles.RenderAll(topology));
    }
}
