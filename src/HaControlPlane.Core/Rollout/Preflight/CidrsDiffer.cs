using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP243.</summary>
internal sealed class CidrsDiffer() : NodeRule(CidrRules.TopologyDiffers)
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        from range in new[]
        {
            (Key: "serviceCidr", Option: "ServiceCidr", Declared: topology.Network.ServiceCidr, Has: look.Facts.ServiceCidr),
            (Key: "podCidr", Option: "PodCidr", Declared: topology.Network.PodCidr, Has: look.Facts.PodCidr),
        }
        where ControlPlaneCidrs.Differ(range.Declared?.ToString(), range.Has)
        select Found(look.Node, $"Its manifests have {range.Has}; network.{range.Key} is {range.Declared}.",
            fix: $"Correct network.{range.Key}, or: Set-ControlPlaneCidr -{range.Option} {range.Declared} on all control plane nodes.");
}
