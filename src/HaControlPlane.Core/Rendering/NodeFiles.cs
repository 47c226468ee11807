using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>Everything a node gets, in the order it is installed: what a daemon reads before what starts the daemon.</summary>
public static class NodeFiles
{
    /// <summary>The files of one node. For an external load balancer only its kernel settings, if any.</summary>
    /// <exception cref="RenderException">The topology cannot be rendered; the finding says why.</exception>
    public static IReadOnlyList<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        topology.LoadBalancer switch
        {
            { Kind: LoadBalancerKind.External } => [.. SysctlDropIn.Render(topology, node)],
            { Kind: LoadBalancerKind.KubeVip or LoadBalancerKind.KubeVipLegacy } => [.. KubeVipFiles.Render(topology, node), .. SysctlDropIn.Render(topology, node)],
            { RunAs: RunAs.StaticPod } =>
            [
                .. Configs(topology, node),
                HaproxyPod.Render(topology, node),
                KeepalivedPod.Render(topology, node),
                .. SysctlDropIn.Render(topology, node),
            ],
            _ => [.. Configs(topology, node), .. ServiceDropIns.Render(topology, node), .. SysctlDropIn.Render(topology, node)],
        };

    /// <summary>The files of all nodes, in the topology's order.</summary>
    /// <exception cref="RenderException">The topology cannot be rendered; the finding says why.</exception>
    public static IReadOnlyList<NodeFile> RenderAll(ControlPlaneTopology topology) =>
        [.. topology.Nodes.SelectMany(node => Render(topology, node))];

    private static IEnumerable<NodeFile> Configs(ControlPlaneTopology topology, ControlPlaneNode node) =>
    [
        HaproxyConfig.Render(topology, node),
        ApiserverCheck.Render(topology, node),
        KeepalivedConfig.Render(topology, node),
    ];
}
