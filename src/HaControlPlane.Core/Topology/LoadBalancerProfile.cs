namespace HaControlPlane.Topology;

/// <summary>Whose text and timings the rendered keepalived and haproxy files follow.</summary>
public enum LoadBalancerProfile
{
    /// <summary>Ours: VRRPv3 unicast with sub-second adverts and real health checks. The default.</summary>
    Fast,

    /// <summary>The text of kubeadm's HA considerations document as it stands today.</summary>
    Kubeadm,

    /// <summary>The older text of that document, with curl's unfailing check and haproxy's ssl-hello-chk.</summary>
    Classic,
}
