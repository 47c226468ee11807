namespace HaControlPlane.Topology;

/// <summary>What kube-vip does beyond holding the address, and how. Only for the kinds kube-vip and kube-vip-legacy.</summary>
public sealed record KubeVipSpec
{
    /// <summary>The program's version, such as <c>v1.2.3</c>. Null: the image's tag says it, else the newest known.</summary>
    public string? Version { get; init; }

    /// <summary>How clients find the node that has the address.</summary>
    public KubeVipMode Mode { get; init; } = KubeVipMode.Arp;

    /// <summary>Whether it also serves Kubernetes Services of type LoadBalancer.</summary>
    public bool Services { get; init; }

    /// <summary>Whether each such Service has an election of its own.</summary>
    public bool ServicesElection { get; init; }

    /// <summary>Whether and how connections are spread over the API servers.</summary>
    public KubeVipBalancing Balancing { get; init; } = KubeVipBalancing.None;

    /// <summary>
    /// True: the pod gets <c>/etc/hosts</c> from a file of ours instead of Kubernetes' hostAliases, which kubelets of early
    /// 1.28, 1.29 and 1.30 releases leave out before their node has addresses.
    /// </summary>
    public bool PrivateHosts { get; init; }

    /// <summary>kube-vip 0.1.1 only: its balancer listens on the virtual IP alone, and only where that is.</summary>
    public bool BindToVip { get; init; }

    /// <summary>How long the holder may be silent.</summary>
    public KubeVipLease Lease { get; init; } = new();

    /// <summary>Its BGP session; null without one.</summary>
    public BgpSpec? Bgp { get; init; }
}
