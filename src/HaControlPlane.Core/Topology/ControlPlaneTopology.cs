namespace HaControlPlane.Topology;

/// <summary>What the admin declares: one Kubernetes API endpoint, made highly available on the nodes named here.</summary>
public sealed record ControlPlaneTopology
{
    /// <summary>A DNS label. VRRP router id, lease and backup names derive from it.</summary>
    public required string Name { get; init; }

    /// <summary>Where clients reach the API.</summary>
    public required ControlPlaneEndpoint Endpoint { get; init; }

    /// <summary>The port on which each kube-apiserver listens. Default 6443, kubeadm's own.</summary>
    public int ApiserverPort { get; init; } = ControlPlaneEndpoint.DefaultPort;

    /// <summary>How the endpoint is made highly available.</summary>
    public LoadBalancerSpec LoadBalancer { get; init; } = new();

    /// <summary>The control plane nodes, in the order they were declared.</summary>
    public required IReadOnlyList<ControlPlaneNode> Nodes { get; init; }

    /// <summary>The cluster's address ranges and the routes its nodes need.</summary>
    public NetworkSpec Network { get; init; } = new();

    /// <summary>Kernel settings that every node must have, key to value.</summary>
    public IReadOnlyDictionary<string, string> Sysctl { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the parts of this topology stand in a file, when it was read from one.</summary>
    public TopologySource? Source { get; init; }
}
