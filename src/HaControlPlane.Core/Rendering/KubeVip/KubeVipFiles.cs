using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>What a node gets for kube-vip: what the pod mounts before the pod.</summary>
public static class KubeVipFiles
{
    /// <summary>The files of one node, for either generation of kube-vip.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="node">The node.</param>
    /// <param name="kubeconfig">The kubeconfig on the node that today's kube-vip mounts.</param>
    /// <exception cref="RenderException">The topology cannot be rendered; the finding says why.</exception>
    public static IReadOnlyList<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node, string kubeconfig = NodePaths.AdminKubeconfig)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(node);
        var pod = KubeVipPod.Render(topology, node, kubeconfig);
        return topology.LoadBalancer switch
        {
            { Kind: LoadBalancerKind.KubeVipLegacy } => [KubeVipConfig.Render(topology, node), pod],
            { KubeVip.PrivateHosts: true } => [Hosts(node), pod],
            _ => [pod],
        };
    }

    /// <summary>The node's own /etc/hosts stays as it is: every pod on the host's network would see the change.</summary>
    private static NodeFile Hosts(ControlPlaneNode node) => new()
    {
        Node = node,
        Path = NodePaths.KubeVipHosts,
        Role = NodeFileRole.Other,
        Content = ConfigText.Finish($"""
            # {NodePaths.KubeVipHosts}
            # What kube-vip's pod sees as /etc/hosts: its API server is the one of its own node.
            127.0.0.1 localhost {KubeVipPod.ApiserverName}
            ::1 localhost
            """),
    };
}
