namespace HaControlPlane.Commands;

/// <summary>The daemon a static pod runs.</summary>
public enum StaticPodKind
{
    /// <summary>keepalived, which holds the virtual IP.</summary>
    Keepalived,

    /// <summary>haproxy, which balances.</summary>
    Haproxy,

    /// <summary>kube-vip, which holds the virtual IP, and balances where it is told to.</summary>
    KubeVip,
}
