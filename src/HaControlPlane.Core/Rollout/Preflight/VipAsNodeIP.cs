using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP242.</summary>
internal sealed class VipAsNodeIP() : NodeRule(new(
    "HCP242", Error, "No kubelet calls the virtual IP its node's own.",
    "The node's InternalIP, and with it etcd's and the CNI's address, would move to another node.",
    "Set --node-ip to the node's own address.",
    "projectcalico/calico#5094"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        where look.Facts.Kubelet.NodeIP is { } ip && topology.Endpoint.VirtualIPs.Any(v => ip.Split(',').Contains(v.ToString()))
        select Found(look.Node, $"The kubelet's --node-ip is {look.Facts.Kubelet.NodeIP}, the virtual IP.");
}
