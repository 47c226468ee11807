using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>The static pod manifests of each node.</summary>
[Cmdlet(VerbsCommon.New, "StaticPod", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewStaticPodCommand : RenderCommand
{
    private KubeVipSpec kubeVip = new();

    /// <summary>The daemons to make pods for. Default: those of the topology's kind.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public StaticPodKind[]? Kind { get; set; }

    /// <summary>kube-vip's version, such as <c>v1.2.3</c>. Default: the newest known.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [ValidateNotNullOrEmpty]
    public string? KubeVipVersion { get => kubeVip.Version; set => kubeVip = kubeVip with { Version = value }; }

    /// <summary>How clients find the node that has the address: Arp (the default) or Bgp.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public KubeVipMode KubeVipMode { get => kubeVip.Mode; set => kubeVip = kubeVip with { Mode = value }; }

    /// <summary>Whether kube-vip spreads connections with IPVS: None (the default), Local or Masquerade.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public KubeVipBalancing Balancing { get => kubeVip.Balancing; set => kubeVip = kubeVip with { Balancing = value }; }

    /// <summary>Lets kube-vip serve Services of type LoadBalancer, too.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SwitchParameter EnableService { get => kubeVip.Services; set => kubeVip = kubeVip with { Services = value }; }

    /// <summary>The routers of the mode Bgp, each <c>ADDRESS:AS</c>, an IPv6 address in brackets. Passwords are for a topology file.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [BgpPeer]
    [ValidateNotNullOrEmpty]
    public BgpPeer[] BgpPeer { get; set; } = [];

    /// <summary>The nodes' own autonomous system number in the mode Bgp. Default 65000.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public long LocalAs { get; set; } = BgpSpec.DefaultAs;

    private protected override ControlPlaneTopology Prepare(ControlPlaneTopology topology)
    {
        if (!IsOfParameters || Kind?.Contains(StaticPodKind.KubeVip) != true)
        {
            return topology;
        }

        // Behind kube-vip's address the API server itself answers, on its own port.
        return topology with
        {
            Endpoint = MyInvocation.BoundParameters.ContainsKey(nameof(Port)) ? topology.Endpoint : topology.Endpoint with { Port = topology.ApiserverPort },
            LoadBalancer = topology.LoadBalancer with
            {
                Kind = LoadBalancerKind.KubeVip,
                KubeVip = BgpPeer.Length > 0 ? kubeVip with { Bgp = new() { As = LocalAs, Peers = BgpPeer } } : kubeVip,
            },
        };
    }

    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        (Kind ?? KindsOf(topology.LoadBalancer.Kind)).Select(k => k switch
        {
            StaticPodKind.Haproxy => HaproxyPod.Render(topology, node),
            StaticPodKind.Keepalived => KeepalivedPod.Render(topology, node),
            _ => KubeVipPod.Render(topology, node),
        });

    private static StaticPodKind[] KindsOf(LoadBalancerKind kind) =>
        kind is LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy ? [StaticPodKind.KubeVip] : [StaticPodKind.Haproxy, StaticPodKind.Keepalived];
}
