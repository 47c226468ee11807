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
        where range.Declared is { } declared && ControlPlaneCidrs.Differ(declared.ToString(), range.Has) && !IsFirstOfFamilies(declared, range.Has!)
        select Found(look.Node, $"Its manifests have {range.Has}; network.{range.Key} is {range.Declared}.",
            fix: $"Correct network.{range.Key}, or: Set-ControlPlaneCidr -{range.Option} {range.Declared} on all control plane nodes.");

    /// <summary>A topology names one range; a cluster of both families has a second one beside it, which is no disagreement.</summary>
    private static bool IsFirstOfFamilies(Cidr declared, string has) =>
        ControlPlaneCidrs.Ranges(has).ToArray() is [var first, var second]
        && first.Network.Equals(declared.Network) && second.Address.AddressFamily != first.Address.AddressFamily;
}
