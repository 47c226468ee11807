namespace HaControlPlane.Topology;

/// <summary>How the endpoint is made highly available: by which daemons, run how, tuned how.</summary>
public sealed record LoadBalancerSpec
{
    /// <summary>Which software holds the virtual IP and spreads connections.</summary>
    public LoadBalancerKind Kind { get; init; } = LoadBalancerKind.KeepalivedHaproxy;

    /// <summary>Whether keepalived and haproxy run as services of the operating system or as static pods.</summary>
    public RunAs RunAs { get; init; } = RunAs.StaticPod;

    /// <summary>Whose text and timings the rendered files follow.</summary>
    public LoadBalancerProfile Profile { get; init; } = LoadBalancerProfile.Fast;

    /// <summary>The network interface of the virtual IP on nodes that name none. Null: the one whose subnet holds the VIP.</summary>
    public string? Interface { get; init; }

    /// <summary>The VRRP virtual router id, 1 to 255. Null: derived from the topology's name.</summary>
    public int? VirtualRouterId { get; init; }

    /// <summary>Milliseconds between two adverts of the holder, 10 to 1000 in steps of 10: VRRPv3 counts hundredths of a second. Null: 50.
    /// Only the profile fast knows another.</summary>
    public int? AdvertIntervalMs { get; init; }

    /// <summary>The VRRPv2 password, at most 8 characters (RFC 2338). Null: generated and kept on the nodes.</summary>
    public Secret? AuthPass { get; init; }

    /// <summary>The TCP port of 127.0.0.1 on which haproxy tells of itself, 1 to 65535. Only the profile fast has one. Default 8404.</summary>
    public int MonitorPort { get; init; } = DefaultMonitorPort;

    /// <summary>The port that haproxy's own documents use for its statistics.</summary>
    internal const int DefaultMonitorPort = 8404;

    /// <summary>The container images of static pods.</summary>
    public ImageSet Images { get; init; } = new();

    /// <summary>What kube-vip does beyond holding the address. Other kinds have no use for it.</summary>
    public KubeVipSpec KubeVip { get; init; } = new();
}
