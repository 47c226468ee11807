namespace HaControlPlane.Rendering;

/// <summary>Where the files of a node are. The same in every profile and mode, as in kubeadm's HA considerations.</summary>
public static class NodePaths
{
    /// <summary>The folder of keepalived's configuration and its check.</summary>
    public const string KeepalivedFolder = "/etc/keepalived";

    /// <summary>keepalived's configuration.</summary>
    public const string KeepalivedConfig = KeepalivedFolder + "/keepalived.conf";

    /// <summary>The script that tells keepalived whether this node may hold the virtual IP.</summary>
    public const string ApiserverCheck = KeepalivedFolder + "/check_apiserver.sh";

    /// <summary>The folder of haproxy's configuration.</summary>
    public const string HaproxyFolder = "/etc/haproxy";

    /// <summary>haproxy's configuration.</summary>
    public const string HaproxyConfig = HaproxyFolder + "/haproxy.cfg";

    /// <summary>The folder whose manifests the kubelet runs: kubeadm's staticPodPath.</summary>
    public const string Manifests = "/etc/kubernetes/manifests";

    /// <summary>keepalived's static pod.</summary>
    public const string KeepalivedManifest = Manifests + "/keepalived.yaml";

    /// <summary>haproxy's static pod.</summary>
    public const string HaproxyManifest = Manifests + "/haproxy.yaml";

    /// <summary>kube-vip's static pod.</summary>
    public const string KubeVipManifest = Manifests + "/kube-vip.yaml";

    /// <summary>The configuration of kube-vip 0.1.1.</summary>
    public const string KubeVipConfig = "/etc/kube-vip/config.yaml";

    /// <summary>What kube-vip's pod sees as /etc/hosts where hostAliases do not work.</summary>
    public const string KubeVipHosts = "/etc/kube-vip/hosts";

    /// <summary>The administrator's kubeconfig, kubeadm's own.</summary>
    public const string AdminKubeconfig = "/etc/kubernetes/admin.conf";

    /// <summary>The kubeconfig that needs no RBAC, of Kubernetes 1.29 and newer; only where kubeadm init ran.</summary>
    public const string SuperAdminKubeconfig = "/etc/kubernetes/super-admin.conf";

    /// <summary>The cluster's certificate authority.</summary>
    public const string ClusterCa = "/etc/kubernetes/pki/ca.crt";

    /// <summary>Our addition to the distribution's keepalived unit.</summary>
    public const string KeepalivedDropIn = "/etc/systemd/system/keepalived.service.d/50-hacontrolplane.conf";

    /// <summary>Our addition to the distribution's haproxy unit.</summary>
    public const string HaproxyDropIn = "/etc/systemd/system/haproxy.service.d/50-hacontrolplane.conf";
}
