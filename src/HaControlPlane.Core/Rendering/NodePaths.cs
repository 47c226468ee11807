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

    /// <summary>Our addition to the distribution's keepalived unit.</summary>
    public const string KeepalivedDropIn = "/etc/systemd/system/keepalived.service.d/50-hacontrolplane.conf";

    /// <summary>Our addition to the distribution's haproxy unit.</summary>
    public const string HaproxyDropIn = "/etc/systemd/system/haproxy.service.d/50-hacontrolplane.conf";
}
