using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP288.</summary>
internal sealed class NothingRestartsKeepalived() : NodeRule(new(
    "HCP288", Warning, "Something starts keepalived again when it was killed: systemd, or the kubelet.",
    "Init scripts start a daemon once. A keepalived that was killed leaves the virtual IP on its node while another takes it over, and two nodes have it until keepalived is started again.",
    "Have a supervisor start keepalived again (monit, runit, inittab's respawn), or use runAs: static-pod."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        topology.LoadBalancer.RunAs != RunAs.Service
            ? []
            : nodes.Where(look => look.Facts.ServiceManager != "systemd")
                .Select(look => Found(look.Node, "An init script starts keepalived, and no supervisor is known to start it again."));
}
