using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP241.</summary>
internal sealed class StaticPodPathDiffers() : NodeRule(new(
    "HCP241", Error, "The kubelet runs the manifests of /etc/kubernetes/manifests.",
    "Manifests in a folder that no kubelet watches start nothing.",
    "Set staticPodPath: /etc/kubernetes/manifests in the kubelet's configuration, or in the last file of its --config-dir that names one, and restart it, or use runAs: service.",
    "https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        let kubelet = look.Facts.Kubelet
        where topology.LoadBalancer.RunAs == RunAs.StaticPod && kubelet.Runs && kubelet.Known
            && kubelet.StaticPodPath?.TrimEnd('/') != NodePaths.Manifests
        select Found(look.Node, kubelet.StaticPodPath is null
            ? "The kubelet's configuration has no staticPodPath."
            : $"The kubelet's staticPodPath is {Display.Quote(kubelet.StaticPodPath)}{(kubelet.StaticPodPathSource is { } source ? $" ({source})" : "")}.");
}
