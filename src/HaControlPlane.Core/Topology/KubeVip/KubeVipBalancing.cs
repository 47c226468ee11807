namespace HaControlPlane.Topology;

/// <summary>Whether kube-vip spreads connections over the API servers with IPVS.</summary>
public enum KubeVipBalancing
{
    /// <summary>The API server of the node that has the address answers. YAML: <c>none</c>.</summary>
    None,

    /// <summary>IPVS with the local API server as its only backend. YAML: <c>local</c>.</summary>
    Local,

    /// <summary>IPVS over all API servers, in a privileged container. YAML: <c>masquerade</c>.</summary>
    Masquerade,
}
