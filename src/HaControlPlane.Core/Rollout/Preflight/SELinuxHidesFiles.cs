using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP277.</summary>
internal sealed class SELinuxHidesFiles() : NodeRule(new(
    "HCP277", Warning, "SELinux lets the static pods read the files that they mount.",
    "A container runs in a domain that reads what is labelled for containers. Where the policy refuses the rest, haproxy and keepalived do not start.",
    "semanage fcontext -a -t container_file_t '/etc/(haproxy|keepalived)(/.*)?' (apply then labels the files)",
    "https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/"))
{
    private static readonly string[] Readable = ["container_file_t", "container_ro_file_t", "container_share_t", "svirt_sandbox_file_t"];

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        where topology.LoadBalancer.RunAs == RunAs.StaticPod
        let type = look.Facts.SELinuxPolicy?.FileTypes.GetValueOrDefault(NodePaths.HaproxyConfig)
        where type is not null && !Readable.Contains(type)
        select Found(look.Node, $"SELinux gives {NodePaths.HaproxyConfig} the type {Display.Line(type)}, which containers may not be allowed to read.");
}
