using System.Net;
using System.Net.Sockets;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>config.yaml of kube-vip 0.1.1: its peers, its virtual IP and its balancer.</summary>
public static class KubeVipConfig
{
    /// <summary>Where the peers talk Raft with one another.</summary>
    private const int RaftPort = 10000;

    /// <summary>The configuration of one node. The first node, and no other, starts as the leader: it founds the election alone.</summary>
    /// <exception cref="RenderException">HCP191 the interface is not known; HCP196 the kind has no such file; HCP198 an address is not IPv4.</exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(node);
        if (topology.LoadBalancer.Kind != LoadBalancerKind.KubeVipLegacy)
        {
            throw RenderFailure.KindUnsupported(topology.LoadBalancer.Kind, "There is no config.yaml of kube-vip 0.1.1");
        }

        return new NodeFile
        {
            Node = node,
            Path = NodePaths.KubeVipConfig,
            Role = NodeFileRole.KubeVipConfig,
            Content = ConfigText.Finish(Text(topology, node)),
        };
    }

    private static string Text(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        if (topology.Endpoint.VirtualIPs is not [var vip])
        {
            throw Unfit("kube-vip 0.1.1 holds exactly one virtual IP.", "endpoint.vip");
        }

        var leader = topology.Nodes[0].Name == node.Name;
        return $"""
            # {NodePaths.KubeVipConfig}
            localPeer:
              {ConfigText.Lines(2, Peer(topology, node))}
            remotePeers:{Remote(topology, node)}
            vip: {IPv4(vip, "endpoint.vip")}
            gratuitousARP: true
            singleNode: false
            startAsLeader: {Word(leader)}
            interface: {ManifestYaml.Scalar(ConfigText.Interface(topology, node))}
            loadBalancers:
            - name: API Server Load Balancer
              type: tcp
              port: {topology.Endpoint.Port}
              bindToVip: {Word(topology.LoadBalancer.KubeVip.BindToVip)}
              backends:
              {ConfigText.Lines(2, topology.Nodes.SelectMany(n => Backend(topology, n)))}
            """;
    }

    private static string[] Peer(ControlPlaneTopology topology, ControlPlaneNode node) =>
        [$"id: {ManifestYaml.Scalar(ConfigText.Node(topology, node))}", $"address: {IPv4(node.Address, "nodes")}", $"port: {RaftPort}"];

    private static string Remote(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var lines = topology.Nodes.Where(n => n.Name != node.Name).SelectMany(n => Item(Peer(topology, n))).ToArray();
        return lines.Length == 0 ? " []" : "\n" + string.Join('\n', lines);
    }

    private static IEnumerable<string> Backend(ControlPlaneTopology topology, ControlPlaneNode node) =>
        Item([$"port: {topology.ApiserverPort}", $"address: {IPv4(node.Address, "nodes")}"]);

    private static IEnumerable<string> Item(IEnumerable<string> lines) => lines.Select((line, i) => (i == 0 ? "- " : "  ") + line);

    /// <summary>Its peers and backends are taken apart at colons, and its address is always a /32.</summary>
    private static string IPv4(IPAddress address, string path) =>
        address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : throw Unfit($"kube-vip 0.1.1 knows IPv4 alone, and {ConfigText.Plain(address)} is not.", path);

    private static string Word(bool flag) => flag ? "true" : "false";

    private static RenderException Unfit(string what, string path) => RenderFailure.KubeVipUnfit(
        what, "It adds every address with the prefix /32.", "Use kind: kube-vip, which holds an IPv4 and an IPv6 address.", path);
}
