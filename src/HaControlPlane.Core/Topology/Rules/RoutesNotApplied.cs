using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP160.</summary>
internal sealed class RoutesNotApplied() : TopologyRule(new(
    "HCP160", Warning, "Routes are set by other means for now.",
    "This version reads and checks network.routes, but does not yet set them on the nodes.",
    "Set them on the nodes, where multi-homed nodes need a way to the Service range.",
    "kubernetes/kubeadm#86"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Network.Routes.Count > 0)
        {
            yield return Found("network.routes is declared and will not be applied by this version.", "network.routes");
        }
    }
}
