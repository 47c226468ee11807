using System.Net;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>What cannot be rendered is refused with an id, the place and a way out.</summary>
public sealed class RenderFailureTests
{
    private static readonly ControlPlaneTopology Fast = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod);
    private static readonly ControlPlaneTopology Kubeadm = Samples.Topology(LoadBalancerProfile.Kubeadm, RunAs.StaticPod);

    public static TheoryData<string, string> Ids => new()
    {
        { "HCP191", "no interface" },
        { "HCP192", "no password" },
        { "HCP194", "no virtual IP" },
        { "HCP194", "IPv6 over VRRPv2" },
        { "HCP195", "keepalived image" },
        { "HCP195", "haproxy image" },
        { "HCP191", "kube-vip without interface" },
        { "HCP198", "kube-vip of no version" },
        { "HCP198", "kube-vip without address" },
        { "HCP198", "two addresses for an old kube-vip" },
        { "HCP198", "BGP without peers" },
        { "HCP193", "a BGP password that ends the peer" },
        { "HCP195", "kube-vip image" },
        { "HCP198", "legacy IPv6" },
        { "HCP197", "endpoint on the monitor's port" },
        { "HCP197", "API server on the monitor's port" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_refusal_says_what_is_wrong(string id, string broken)
    {
        var refused = Assert.Throws<RenderException>(() => NodeFiles.RenderAll(Broken(broken)));

        Assert.Equal(id, refused.Finding.Id);
        Assert.All([refused.Finding.What, refused.Finding.Why, refused.Finding.Fix], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
    }

    private static ControlPlaneTopology Broken(string how) => how switch
    {
        "no interface" => With(Fast, b => b with { Interface = null }),
        "no password" => With(Kubeadm, b => b with { AuthPass = null }),
        "no virtual IP" => Fast with { Endpoint = Fast.Endpoint with { VirtualIPs = [] } },
        "IPv6 over VRRPv2" => Kubeadm with { Endpoint = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod, "dual").Endpoint },
        "keepalived image" => With(Fast, b => b with { Images = new() { Keepalived = "Not An Image" } }),
        "haproxy image" => With(Fast, b => b with { Images = new() { Haproxy = "haproxy:" } }),
        "kube-vip without interface" => KubeVip(new()) with { LoadBalancer = KubeVip(new()).LoadBalancer with { Interface = null } },
        "kube-vip of no version" => KubeVip(new() { Version = "main" }),
        "kube-vip without address" => KubeVip(new()) with { Endpoint = new() },
        "two addresses for an old kube-vip" => KubeVip(new() { Version = "v0.8.0" }) with { Endpoint = Dual },
        "BGP without peers" => KubeVip(new() { Mode = KubeVipMode.Bgp }),
        "a BGP password that ends the peer" => KubeVip(new() { Mode = KubeVipMode.Bgp, Bgp = new() { Peers = [new(IPAddress.Loopback, 1, new Secret("a:b"))] } }),
        "kube-vip image" => With(KubeVip(new() { Version = "v1.2.3" }), b => b with { Images = new() { KubeVip = "Not An Image" } }),
        "legacy IPv6" => With(Fast, b => b with { Kind = LoadBalancerKind.KubeVipLegacy }) with { Endpoint = Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod, "ipv6").Endpoint },
        "endpoint on the monitor's port" => Fast with { Endpoint = Fast.Endpoint with { Port = Fast.LoadBalancer.MonitorPort } },
        _ => Fast with { ApiserverPort = Fast.LoadBalancer.MonitorPort },
    };

    private static ControlPlaneEndpoint Dual => Samples.Topology(LoadBalancerProfile.Fast, RunAs.StaticPod, "dual").Endpoint;

    private static ControlPlaneTopology KubeVip(KubeVipSpec spec) => With(Fast, b => b with { Kind = LoadBalancerKind.KubeVip, KubeVip = spec });

    private static ControlPlaneTopology With(ControlPlaneTopology topology, Func<LoadBalancerSpec, LoadBalancerSpec> change) =>
        topology with { LoadBalancer = change(topology.LoadBalancer) };
}
