namespace HaControlPlane.Topology;

/// <summary>Container images of static pods. Null means the profile's own pinned image.</summary>
public sealed record ImageSet
{
    /// <summary>The image that runs keepalived, such as <c>osixia/keepalived:2.0.20</c>.</summary>
    public string? Keepalived { get; init; }

    /// <summary>The image that runs haproxy, such as <c>haproxy:2.8</c>.</summary>
    public string? Haproxy { get; init; }

    /// <summary>The image that runs kube-vip.</summary>
    public string? KubeVip { get; init; }
}
