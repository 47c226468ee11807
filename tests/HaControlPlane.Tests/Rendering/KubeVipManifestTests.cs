using System.Net;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>
/// Golden/kube-vip/upstream holds what <c>kube-vip manifest pod</c> of each version writes, for each version whose generator
/// changed what it writes. Ours means the same, and more in two places: files that are mounted must be there, and the
/// health check of BGP gets the certificate authority it names.
/// </summary>
public sealed class KubeVipManifestTests
{
    /// <summary>Every release from v0.4.0 on, each with the release whose generator it still has.</summary>
    private static readonly (string Like, string[] Tags)[] Releases =
    [
        ("v0.4.0", ["v0.4.0"]),
        ("v0.4.1", ["v0.4.1", "v0.4.2", "v0.4.3", "v0.4.4"]),
        ("v0.5.0", ["v0.5.0", "v0.5.5", "v0.5.6", "v0.5.7", "v0.5.8", "v0.5.9", "v0.5.10", "v0.5.11", "v0.5.12", "v0.6.0"]),
        ("v0.6.1", ["v0.6.1", "v0.6.2"]),
        ("v0.6.3", ["v0.6.3", "v0.6.4"]),
        ("v0.7.0", ["v0.7.0", "v0.7.1", "v0.7.2"]),
        ("v0.8.0", ["v0.8.0"]),
        ("v0.8.1", ["v0.8.1", "v0.8.2", "v0.8.3", "v0.8.4", "v0.8.5", "v0.8.6", "v0.8.7", "v0.8.8", "v0.8.9"]),
        ("v0.8.10", ["v0.8.10"]),
        ("v0.9.0", ["v0.9.0", "v0.9.1", "v0.9.2", "v1.0.0", "v1.0.1", "v1.0.2"]),
        ("v1.0.3", ["v1.0.3", "v1.0.4"]),
        ("v1.1.0", ["v1.1.0", "v1.1.1", "v1.1.2"]),
        ("v1.2.0", ["v1.2.0", "v1.2.1"]),
        ("v1.2.3", ["v1.2.2", "v1.2.3"]),
    ];

    public static TheoryData<string, string, string> Manifests
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (like, tag) in Releases.SelectMany(r => r.Tags.Select(t => (r.Like, t))))
            {
                foreach (var mode in new[] { "arp", "services", "ipvs", "bgp" })
                {
                    data.Add(tag, mode, like);
                }
            }

            data.Add("v0.8.10", "dual", "v0.8.10");
            data.Add("v1.2.3", "dual", "v1.2.3");
            return data;
        }
    }

    public static TheoryData<string, string> Approved => new()
    {
        { "v0.6.4", "arp" },
        { "v1.2.3", "arp" },
        { "v1.2.3", "bgp" },
        { "v1.2.3", "ipvs" },
        { "v1.2.3", "dual" },
        { "v1.2.3", "hosts" },
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_manifest_means_what_the_versions_own_generator_writes(string tag, string mode, string like)
    {
        var topology = Topology(tag, mode);
        var upstream = Golden.Text($"kube-vip/upstream/{like}-{mode}.yaml").Replace(like, tag, StringComparison.Ordinal);

        var ours = KubeVipPod.Render(topology, topology.Nodes[0]).Content;

        Assert.Equal(ManifestMeaning.Of(upstream), [.. ManifestMeaning.Of(ours).Where(l => !IsAddedByUs(l))]);
    }

    [Theory]
    [MemberData(nameof(Approved))]
    public void The_files_are_as_approved(string tag, string mode)
    {
        var topology = Topology(tag, mode);
        foreach (var file in NodeFiles.Render(topology, topology.Nodes[0]))
        {
            Golden.Equal($"kube-vip/{tag}-{mode}{file.Path}", file.Content);
        }
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void No_directory_is_made_in_the_place_of_a_missing_file(string tag, string mode, string like)
    {
        Assert.NotNull(like);
        var topology = Topology(tag, mode);
        var volumes = ManifestMeaning.Of(KubeVipPod.Render(topology, topology.Nodes[0]).Content).Where(l => l.Contains(".hostPath.", StringComparison.Ordinal)).ToList();

        Assert.Equal(volumes.Count(l => l.Contains(".path=", StringComparison.Ordinal)), volumes.Count(l => l.EndsWith(".type=File", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_first_node_of_a_new_cluster_mounts_another_kubeconfig_in_the_same_place()
    {
        var topology = Topology("v1.2.3", "arp");

        var usual = KubeVipPod.Render(topology, topology.Nodes[0]).Content;
        var first = KubeVipPod.Render(topology, topology.Nodes[0], NodePaths.SuperAdminKubeconfig).Content;

        Assert.Equal(usual.Replace("path: /etc/kubernetes/admin.conf", "path: /etc/kubernetes/super-admin.conf", StringComparison.Ordinal), first);
        Assert.Contains("mountPath: /etc/kubernetes/admin.conf", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_BGP_password_is_masked_and_for_root_alone()
    {
        var topology = Topology("v1.2.3", "bgp");
        topology = topology with
        {
            LoadBalancer = topology.LoadBalancer with
            {
                KubeVip = topology.LoadBalancer.KubeVip with { Bgp = new() { Peers = [new(IPAddress.Parse("fd00:20::1"), 65001, new Secret("s3cr3t"), true)] } },
            },
        };

        var file = KubeVipPod.Render(topology, topology.Nodes[0]);

        Assert.Contains("[fd00:20::1]:65001:s3cr3t:true", file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", file.DisplayContent, StringComparison.Ordinal);
        Assert.Equal("0600", file.Mode);
    }

    [Theory]
    [InlineData("192.168.20.1:65001", "192.168.20.1", 65001)]
    [InlineData("[fd00::1]:4200000000", "fd00::1", 4200000000)]
    public void A_peer_is_read_as_it_is_written(string text, string address, long number)
    {
        Assert.True(BgpPeerText.TryParse(text, out var peer));
        Assert.Equal(new BgpPeer(IPAddress.Parse(address), number), peer);
    }

    [Theory]
    [InlineData("192.168.20.1")]
    [InlineData("fd00::1:65001")]
    [InlineData("[192.168.20.1]:65001")]
    [InlineData("192.168.20.1:x")]
    [InlineData(":1")]
    [InlineData("")]
    public void What_is_no_peer_is_refused(string text) => Assert.False(BgpPeerText.TryParse(text, out _));

    private static bool IsAddedByUs(string line) =>
        line.EndsWith(".hostPath.type=File", StringComparison.Ordinal)
        || line.StartsWith(".spec.volumes[1]", StringComparison.Ordinal)
        || line.StartsWith(".spec.containers[0].volumeMounts[1]", StringComparison.Ordinal);

    private static ControlPlaneTopology Topology(string tag, string mode)
    {
        var sample = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod, mode == "dual" ? "dual" : "ipv4");
        return sample with
        {
            Endpoint = sample.Endpoint with { Port = 6443 },
            LoadBalancer = sample.LoadBalancer with
            {
                Kind = LoadBalancerKind.KubeVip,
                Interface = mode == "bgp" ? null : "eth1",
                KubeVip = mode switch
                {
                    "services" => new() { Version = tag, Services = true, ServicesElection = true },
                    "ipvs" => new() { Version = tag, Balancing = KubeVipBalancing.Masquerade },
                    "hosts" => new() { Version = tag, PrivateHosts = true },
                    "bgp" => new()
                    {
                        Version = tag,
                        Mode = KubeVipMode.Bgp,
                        Bgp = new() { Peers = [new(IPAddress.Parse("192.168.20.1"), 65001), new(IPAddress.Parse("192.168.20.2"), 65001)] },
                    },
                    _ => new() { Version = tag },
                },
            },
        };
    }
}
