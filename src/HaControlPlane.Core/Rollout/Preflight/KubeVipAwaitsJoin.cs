using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP250.</summary>
internal sealed class KubeVipAwaitsJoin() : NodeRule(new(
    "HCP250", Warning, "Every node has the kubeconfig that kube-vip mounts.",
    "Where it is missing a container runtime makes a folder in its place, and kubeadm fails on that; and kubeadm join refuses a folder of manifests that is not empty.",
    "Go on with kubeadm init on the first node, then join the others one after the other, and apply again after each: nothing of kube-vip is placed there before.",
    "https://kube-vip.io/docs/installation/static/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from joining in KubeVipJoining.Of(topology, nodes)
        let look = joining.Look
        let placement = joining.Placement
        where placement.Waits is not null
        select Found(look.Node, $"There is no /etc/kubernetes/admin.conf yet; kube-vip comes after {placement.Waits}.",
            fix: placement.Waits == "kubeadm" ? "Install kubeadm and kubelet: which kubeconfig kube-vip is to mount depends on their release." : null);
}
