namespace HaControlPlane.Rendering;

/// <summary>The form of a kubeadm configuration.</summary>
public enum KubeadmApiVersion
{
    /// <summary>kubeadm.k8s.io/v1beta4, since Kubernetes 1.31.</summary>
    V1Beta4,

    /// <summary>kubeadm.k8s.io/v1beta3, since Kubernetes 1.22.</summary>
    V1Beta3,
}
