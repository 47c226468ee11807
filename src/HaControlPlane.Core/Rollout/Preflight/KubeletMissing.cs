using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP240.</summary>
internal sealed class KubeletMissing() : NodeRule(new(
    "HCP240", Information, "Static pods have a kubelet that runs them.",
    "Before kubeadm init and join there is none: the manifests are placed, and nothing answers until it starts.",
    "Go on with kubeadm init or join; or use runAs: service, which needs no kubelet."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        nodes.Where(n => topology.LoadBalancer.RunAs == RunAs.StaticPod && !n.Facts.Kubelet.Runs).Select(n => Found(n.Node, "No kubelet runs."));
}
