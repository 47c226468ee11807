using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>The ranges of Services and pods, as everybody on one control plane node has them. Null is what is not said, or cannot be read.</summary>
public sealed record ControlPlaneCidr
{
    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary><c>--service-cluster-ip-range</c> of kube-apiserver.</summary>
    public string? ServiceCidr { get; init; }

    /// <summary><c>--service-cluster-ip-range</c> of kube-controller-manager.</summary>
    public string? ControllerServiceCidr { get; init; }

    /// <summary><c>--cluster-cidr</c> of kube-controller-manager: the range of pods.</summary>
    public string? PodCidr { get; init; }

    /// <summary><c>--allocate-node-cidrs</c> of kube-controller-manager: it gives each node its part of the range.</summary>
    public bool? AllocateNodeCidrs { get; init; }

    /// <summary><c>serviceSubnet</c> of kubeadm's ClusterConfiguration, which the next upgrade writes.</summary>
    public string? KubeadmServiceCidr { get; init; }

    /// <summary><c>podSubnet</c> of kubeadm's ClusterConfiguration.</summary>
    public string? KubeadmPodCidr { get; init; }

    /// <summary>The network plugin that told its own range: <c>flannel</c> (also canal) or <c>calico</c>.</summary>
    public string? Cni { get; init; }

    /// <summary>The network plugin's own ranges.</summary>
    public IReadOnlyList<string> CniCidrs { get; init; } = [];

    /// <summary>An API server runs there.</summary>
    public bool ApiserverRuns { get; init; }

    /// <summary>The addresses of Services by <c>NAMESPACE/NAME</c>; null when the cluster could not be asked from there.</summary>
    public IReadOnlyDictionary<string, string>? Services { get; init; }

    /// <summary>The range of pods each node of the cluster was given, by its name there; empty when the cluster could not be asked.</summary>
    public IReadOnlyDictionary<string, string> NodePodCidrs { get; init; } = new Dictionary<string, string>();

    /// <summary>What does not agree on this node, or between it and the cluster.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Nothing is known that does not agree.</summary>
    public bool Agrees => Findings.Count == 0;
}
