using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>
/// classic is the text of the older document and kubeadm today's. Golden/seed and Golden/upstream hold both as published,
/// placeholders and all; here the placeholders are filled in as an admin would by hand.
/// </summary>
public sealed class UpstreamTextTests
{
    public static TheoryData<string, LoadBalancerProfile> Texts => new()
    {
        { "seed", LoadBalancerProfile.Classic },
        { "upstream", LoadBalancerProfile.Kubeadm },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Configurations_are_the_published_text_to_the_byte(string published, LoadBalancerProfile profile)
    {
        var topology = Samples.Topology(profile, RunAs.Service);
        foreach (var (node, state, priority) in new[] { (0, "MASTER", 101), (1, "BACKUP", 100), (2, "BACKUP", 100) })
        {
            foreach (var file in NodeFiles.Render(topology, topology.Nodes[node]))
            {
                Assert.Equal(ByHand(Golden.Text($"{published}/{Path.GetFileName(file.Path)}"), state, priority), file.Content);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Manifests_mean_what_the_published_ones_mean(string published, LoadBalancerProfile profile)
    {
        var topology = Samples.Topology(profile, RunAs.StaticPod);
        foreach (var file in NodeFiles.Render(topology, topology.Nodes[0]).Where(f => f.Role == NodeFileRole.StaticPodManifest))
        {
            var expected = ByHand(Golden.Text($"{published}/{Path.GetFileName(file.Path)}"), "MASTER", 101);
            Assert.Equal(ManifestMeaning.Of(expected), ManifestMeaning.Of(file.Content));
        }
    }

    [Fact]
    public void The_node_of_the_highest_priority_is_MASTER_wherever_it_stands()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Kubeadm, RunAs.Service);
        topology = topology with { Nodes = [topology.Nodes[0] with { Priority = 10 }, topology.Nodes[1] with { Priority = 20 }, topology.Nodes[2] with { Priority = 15 }] };

        var states = topology.Nodes.Select(n => KeepalivedConfig.Render(topology, n).Content.Contains("state MASTER", StringComparison.Ordinal));

        Assert.Equal([false, true, false], states);
    }

    private static string ByHand(string text, string state, int priority)
    {
        text = text
            .Replace("${STATE}", state, StringComparison.Ordinal)
            .Replace("${PRIORITY}", $"{priority}", StringComparison.Ordinal)
            .Replace("${INTERFACE}", "eth1", StringComparison.Ordinal)
            .Replace("${ROUTER_ID}", "52", StringComparison.Ordinal)
            .Replace("${AUTH_PASS}", Samples.Password, StringComparison.Ordinal)
            .Replace("${APISERVER_VIP}", "192.168.20.150", StringComparison.Ordinal)
            .Replace("${APISERVER_DEST_PORT}", "8443", StringComparison.Ordinal)
            .Replace("${APISERVER_SRC_PORT}", "6443", StringComparison.Ordinal);
        return string.Join('\n', text.Split('\n').Where(l => l.Trim() != "# [...]").SelectMany(OneForEachHost));
    }

    private static IEnumerable<string> OneForEachHost(string line) => !line.Contains("${HOST1_ID}", StringComparison.Ordinal)
        ? [line]
        : Enumerable.Range(1, 3).Select(i => line
            .Replace("${HOST1_ID}", $"master-{i}", StringComparison.Ordinal)
            .Replace("${HOST1_ADDRESS}", $"192.168.20.15{i}", StringComparison.Ordinal));
}
