using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP252.</summary>
internal sealed class NodeIPUnset() : NodeRule(new(
    "HCP252", Warning, "With kube-vip every kubelet is told its node's own address.",
    "kube-vip adds the virtual IP to the interface like any other address. A kubelet that looks for its node's address by itself may find that one when it starts on the holder.",
    "Set --node-ip: nodeRegistration.kubeletExtraArgs in kubeadm's configuration (New-KubeadmConfig writes it), KUBELET_KUBEADM_ARGS in /var/lib/kubelet/kubeadm-flags.env on a node that has joined.",
    "https://kube-vip.io/docs/modes/arp/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        where topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip, KubeVip.Mode: KubeVipMode.Arp }
        let kubelet = look.Facts.Kubelet
        where kubelet.Runs && kubelet.Known && kubelet.NodeIP is null
        select Found(look.Node, "The kubelet has no --node-ip.", fix: $"Set --node-ip={look.Node.Address}: in KUBELET_KUBEADM_ARGS of /var/lib/kubelet/kubeadm-flags.env, then restart the kubelet.");
}
