using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP179.</summary>
internal sealed class LivenessThroughBalancer() : TextProfileRule(
    new(
        "HCP179", Warning, "haproxy's liveness probe asks haproxy.",
        "It asks an API server through haproxy: while all of these are down the kubelet restarts every haproxy as well, which mends "
            + "nothing and delays the way back.",
        UseFast, "https://github.com/kubernetes/kubeadm/blob/main/docs/ha-considerations.md"),
    "haproxy's liveness probe goes through it to an API server.")
{
    protected override bool Applies(ControlPlaneTopology topology) => topology.UsesStaticPods();
}
