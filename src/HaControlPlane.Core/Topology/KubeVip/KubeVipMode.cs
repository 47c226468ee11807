namespace HaControlPlane.Topology;

/// <summary>How clients find the node that has the virtual IP.</summary>
public enum KubeVipMode
{
    /// <summary>One elected node answers ARP and neighbour solicitations. YAML: <c>arp</c>.</summary>
    Arp,

    /// <summary>Every node announces a route to the address. YAML: <c>bgp</c>.</summary>
    Bgp,
}
