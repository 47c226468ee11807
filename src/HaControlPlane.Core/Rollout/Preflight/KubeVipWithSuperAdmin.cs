using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP251.</summary>
internal sealed class KubeVipWithSuperAdmin() : NodeRule(new(
    "HCP251", Warning, "kube-vip runs with admin.conf.",
    "Until kubeadm init has bound admin.conf's group, which Kubernetes 1.29 and newer do through the virtual IP itself, only super-admin.conf may "
        + "take the lease. It may do everything, whatever RBAC says: too much for good.",
    "Apply again after kubeadm init; then kube-vip goes back to admin.conf.",
    "kube-vip/kube-vip#684"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from joining in KubeVipJoining.Of(topology, nodes)
        let look = joining.Look
        let placement = joining.Placement
        let was = look.Facts.Kubeconfigs.OfKubeVip
        let what = placement.Kubeconfig == NodePaths.SuperAdminKubeconfig ? "Before kubeadm init kube-vip gets super-admin.conf."
            : placement.Kubeconfig is not null && was == NodePaths.SuperAdminKubeconfig ? "kubeadm init is done: kube-vip goes back from super-admin.conf to admin.conf." : null
        where what is not null
        select Found(look.Node, what, fix: placement.Kubeconfig == NodePaths.AdminKubeconfig ? "Nothing is left to do: this run takes the rights away." : null);
}
