using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>haproxy.cfg: which API server a connection reaches.</summary>
public static class HaproxyConfig
{
    private static readonly PerTopology<string> Texts = new(topology => ConfigText.Finish(topology.LoadBalancer.Profile switch
    {
        LoadBalancerProfile.Classic => ClassicHaproxyConfig.Text(topology),
        LoadBalancerProfile.Kubeadm => KubeadmHaproxyConfig.Text(topology),
        _ => FastHaproxyConfig.Text(topology),
    }));

    /// <summary>The configuration of one node. World-readable on purpose: haproxy's image does not run as root.</summary>
    /// <exception cref="RenderException">HCP193 a node's name would break the syntax; HCP197 a port is the monitor's.</exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node) => new()
    {
        Node = node,
        Path = NodePaths.HaproxyConfig,
        Role = NodeFileRole.HaproxyConfig,
        Mode = "0644",
        Content = Texts.Of(topology),
    };

    /// <summary>A server line for every node, in the topology's order.</summary>
    internal static IEnumerable<string> Servers(ControlPlaneTopology topology, string options) =>
        topology.Nodes.Select(node =>
            $"server {ConfigText.Node(topology, node)} {ConfigText.Host(node.Address)}:{topology.ApiserverPort} {options}".TrimEnd());
}
