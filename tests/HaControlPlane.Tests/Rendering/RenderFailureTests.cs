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
        { "HCP196", "kube-vip" },
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
        "kube-vip" => With(Fast, b => b with { Kind = LoadBalancerKind.KubeVip }),
        "endpoint on the monitor's port" => Fast with { Endpoint = Fast.Endpoint with { Port = FastProfile.MonitorPort } },
        _ => Fast with { ApiserverPort = FastProfile.MonitorPort },
    };

    private static ControlPlaneTopology With(ControlPlaneTopology topology, Func<LoadBalancerSpec, LoadBalancerSpec> change) =>
        topology with { LoadBalancer = change(topology.LoadBalancer) };
}
