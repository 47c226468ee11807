using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP178.</summary>
internal sealed class LogToMissingSocket() : TextProfileRule(
    new(
        "HCP178", Warning, "haproxy in a pod logs to its standard output.",
        "There is no /dev/log in the pod, so every message is lost, and with them the reason why a backend is down.",
        "Use profile fast or kubeadm.", "haproxy/haproxy#567"),
    "haproxy logs to /dev/log, which the pod does not have.")
{
    protected override bool Applies(ControlPlaneTopology topology) => IsClassic(topology) && topology.UsesStaticPods();
}
