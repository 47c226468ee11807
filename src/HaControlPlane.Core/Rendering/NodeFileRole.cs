namespace HaControlPlane.Rendering;

/// <summary>What a rendered file is to the plan that installs it: which daemon checks it, and what must happen when it changed.</summary>
public enum NodeFileRole
{
    /// <summary>keepalived.conf; checked by <c>keepalived -t</c>.</summary>
    KeepalivedConfig,

    /// <summary>The script keepalived tracks.</summary>
    ApiserverCheck,

    /// <summary>haproxy.cfg; checked by <c>haproxy -c</c>.</summary>
    HaproxyConfig,

    /// <summary>The configuration of kube-vip 0.1.1; nothing on the node checks it.</summary>
    KubeVipConfig,

    /// <summary>A static pod manifest in the kubelet's manifests directory.</summary>
    StaticPodManifest,

    /// <summary>A systemd drop-in for keepalived's unit.</summary>
    KeepalivedUnitDropIn,

    /// <summary>A systemd drop-in for haproxy's unit.</summary>
    HaproxyUnitDropIn,

    /// <summary>Any other file; nothing follows from its change.</summary>
    Other,
}
