namespace HaControlPlane.Topology;

/// <summary>How keepalived and haproxy run on a node.</summary>
public enum RunAs
{
    /// <summary>As static pods of the kubelet. YAML: <c>static-pod</c>.</summary>
    StaticPod,

    /// <summary>As services of the operating system. YAML: <c>service</c>.</summary>
    Service,
}
