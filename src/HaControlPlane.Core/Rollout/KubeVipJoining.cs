using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>
/// In which order nodes get kube-vip: the first before kubeadm init, since init waits for the virtual IP; each other after its
/// kubeadm join, which refuses a folder of manifests that is not empty and brings the kubeconfig.
/// </summary>
internal static class KubeVipJoining
{
    /// <summary>Since this release admin.conf may do nothing until kubeadm has bound its group, which it does through the virtual IP (kube-vip/kube-vip#684).</summary>
    private static readonly Version SuperAdminSince = new(1, 29);

    /// <summary>The placement on each node, by its name.</summary>
    /// <exception cref="RolloutException">A folder stands where a kubeconfig must be.</exception>
    public static IReadOnlyDictionary<string, KubeVipPlacement> Of(ControlPlaneTopology topology, IReadOnlyList<NodeFacts> facts)
    {
        NodeError[] folders = [.. facts.SelectMany(f => f.Kubeconfigs.Folders.Select(path => NodeErrors.Create(f.Node, NodeErrorKind.IsDirectory, path).Error))];
        if (folders.Length > 0)
        {
            throw new RolloutException(folders);
        }

        var cluster = facts.Any(f => f.Kubeconfigs.Admin);
        return facts.ToDictionary(f => f.Node.Name, f => f switch
        {
            { Kubeconfigs.Admin: true } => KubeVipPlacement.Joined,
            _ when cluster || f.Node.Name != topology.Nodes[0].Name => new KubeVipPlacement(null, Waits: "kubeadm join"),
            { Kubeconfigs.SuperAdmin: true } => new(NodePaths.SuperAdminKubeconfig, BeforeInit: true),
            _ => BeforeInit(f),
        }, StringComparer.Ordinal);
    }

    /// <summary>The same beside each look, for the rules: none for another kind, and none where a folder stands that is refused anyway.</summary>
    public static IEnumerable<(NodeLook Look, KubeVipPlacement Placement)> Of(ControlPlaneTopology topology, IReadOnlyList<NodeLook> looks)
    {
        if (topology.LoadBalancer.Kind != LoadBalancerKind.KubeVip || looks.Any(l => l.Facts.Kubeconfigs.Folders.Count > 0))
        {
            return [];
        }

        var placements = Of(topology, [.. looks.Select(l => l.Facts)]);
        return looks.Select(l => (l, placements[l.Node.Name]));
    }

    private static KubeVipPlacement BeforeInit(NodeFacts facts) =>
        facts.Kubeconfigs.Release is { } release
            ? new(release < SuperAdminSince ? NodePaths.AdminKubeconfig : NodePaths.SuperAdminKubeconfig, BeforeInit: true)
            : new(null, Waits: "kubeadm");
}
