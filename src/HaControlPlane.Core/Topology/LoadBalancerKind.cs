namespace HaControlPlane.Topology;

/// <summary>The software that holds the virtual IP and spreads connections over the API servers.</summary>
public enum LoadBalancerKind
{
    /// <summary>keepalived holds the VIP, haproxy balances. YAML: <c>keepalived-haproxy</c>.</summary>
    KeepalivedHaproxy,

    /// <summary>Today's kube-vip as a static pod. YAML: <c>kube-vip</c>.</summary>
    KubeVip,

    /// <summary>kube-vip 0.1.1 with its config.yaml. YAML: <c>kube-vip-legacy</c>.</summary>
    KubeVipLegacy,

    /// <summary>A load balancer outside the nodes, such as a cloud's. YAML: <c>external</c>.</summary>
    External,
}
