using HaControlPlane.Rendering;

namespace HaControlPlane.Plans;

/// <summary>How far kube-vip can be placed on a node by now.</summary>
/// <param name="Kubeconfig">The kubeconfig its pod mounts; null where there is none yet, and so no pod.</param>
/// <param name="BeforeInit">kubeadm init makes the kubeconfig: nobody waits for the pod.</param>
/// <param name="Waits">What the node must get first; null for nothing.</param>
public sealed record KubeVipPlacement(string? Kubeconfig, bool BeforeInit = false, string? Waits = null)
{
    /// <summary>A node of the cluster: it has admin.conf.</summary>
    public static KubeVipPlacement Joined { get; } = new(NodePaths.AdminKubeconfig);
}
