using System.Net;
using System.Net.Sockets;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Writing;

namespace HaControlPlane.Rendering;

/// <summary>
/// kubeadm's configuration of each node, agreeing with the topology: the first node is initialised, the others join. No
/// token and no key is ever inside: whoever joins finds the cluster through a kubeconfig file of its own.
/// </summary>
public static class KubeadmConfig
{
    /// <summary>Where the configuration is put: <c>kubeadm init --config</c> and <c>kubeadm join --config</c> read it there.</summary>
    public const string ConfigPath = "/etc/kubernetes/kubeadm.yaml";

    /// <summary>The kubeconfig by which a node that joins finds the cluster and is let in; only root may read it.</summary>
    public const string DiscoveryPath = "/etc/kubernetes/discovery.conf";

    /// <summary>What clients are to use, as kubeadm writes it: the name where there is one, else the virtual IP, and the port.</summary>
    public static string ControlPlaneEndpointOf(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var endpoint = topology.Endpoint;
        var address = endpoint.Host is null && endpoint.VirtualIPs.Count > 0 ? endpoint.VirtualIPs[0] : endpoint.HostAddress;
        return $"{(address is null ? endpoint.Host : Bracketed(address))}:{endpoint.Port}";
    }

    /// <summary>The configuration of one node.</summary>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node, KubeadmApiVersion version = KubeadmApiVersion.V1Beta4)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(node);
        var api = version == KubeadmApiVersion.V1Beta4 ? "kubeadm.k8s.io/v1beta4" : "kubeadm.k8s.io/v1beta3";
        var documents = topology.Nodes[0].Name == node.Name
            ? new[] { Init(topology, node, api, version), Cluster(topology, api) }
            : [Join(topology, node, api, version)];
        return new NodeFile
        {
            Node = node,
            Path = ConfigPath,
            Content = string.Join("---\n", documents.Select(ManifestYaml.Write)).ReplaceLineEndings("\n"),
            Role = NodeFileRole.Other,
        };
    }

    private static Branch Init(ControlPlaneTopology topology, ControlPlaneNode node, string api, KubeadmApiVersion version) => new Branch
    {
        { "apiVersion", api },
        { "kind", "InitConfiguration" },
        { "localAPIEndpoint", LocalEndpoint(topology, node) },
        { "nodeRegistration", Registration(node, version) },
    };

    private static Branch Join(ControlPlaneTopology topology, ControlPlaneNode node, string api, KubeadmApiVersion version) => new Branch
    {
        { "apiVersion", api },
        { "kind", "JoinConfiguration" },
        { "controlPlane", new Branch { { "localAPIEndpoint", LocalEndpoint(topology, node) } } },
        { "discovery", new Branch { { "file", new Branch { { "kubeConfigPath", DiscoveryPath } } } } },
        { "nodeRegistration", Registration(node, version) },
    };

    private static Branch Cluster(ControlPlaneTopology topology, string api) => new Branch
    {
        { "apiVersion", api },
        { "kind", "ClusterConfiguration" },
        { "clusterName", topology.Name },
        { "controlPlaneEndpoint", ControlPlaneEndpointOf(topology) },
        { "apiServer", new Branch { { "certSANs", SubjectNames(topology) } } },
        { "networking", topology.Network is { ServiceCidr: null, PodCidr: null } ? null : new Branch
        {
            { "serviceSubnet", topology.Network.ServiceCidr?.ToString() },
            { "podSubnet", topology.Network.PodCidr?.ToString() },
        } },
    };

    /// <summary>Every name and address clients may use. kubeadm adds each node's own to its certificate by itself.</summary>
    private static string[] SubjectNames(ControlPlaneTopology topology) =>
        [.. new[] { topology.Endpoint.Host }.OfType<string>(), .. topology.Endpoint.VirtualIPs.Select(v => v.ToString())];

    private static Branch LocalEndpoint(ControlPlaneTopology topology, ControlPlaneNode node) =>
        new Branch { { "advertiseAddress", node.Address.ToString() }, { "bindPort", topology.ApiserverPort } };

    /// <summary>Without node-ip the kubelet takes the first address it finds, which may be the virtual IP (projectcalico/calico#5094).</summary>
    private static Branch Registration(ControlPlaneNode node, KubeadmApiVersion version) => new Branch
    {
        { "name", node.Name },
        { "kubeletExtraArgs", version == KubeadmApiVersion.V1Beta4
            ? new[] { new Branch { { "name", "node-ip" }, { "value", node.Address.ToString() } } }
            : new Branch { { "node-ip", node.Address.ToString() } } },
    };

    private static string Bracketed(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
