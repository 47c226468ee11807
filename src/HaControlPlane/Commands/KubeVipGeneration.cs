namespace HaControlPlane.Commands;

/// <summary>Which kube-vip a configuration is made for.</summary>
public enum KubeVipGeneration
{
    /// <summary>kube-vip 0.1.1, with its config.yaml.</summary>
    Legacy,

    /// <summary>Today's kube-vip, described by its pod's environment alone.</summary>
    Modern,
}
