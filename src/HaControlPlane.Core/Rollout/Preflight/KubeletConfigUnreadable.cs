using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP274.</summary>
internal sealed class KubeletConfigUnreadable() : NodeRule(new(
    "HCP274", Warning, "The kubelet can read every file of its configuration.",
    "A kubelet that runs has read these files when it started. It does not start again with one that is no YAML.",
    "Correct the file, or take it out of the kubelet's --config-dir.",
    "https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        from file in look.Facts.Kubelet.Unreadable
        select Found(look.Node, $"{file.Source} is no configuration of a kubelet: {Display.Line(file.Value)}.");
}
