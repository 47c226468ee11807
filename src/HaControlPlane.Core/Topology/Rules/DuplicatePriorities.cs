using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP133.</summary>
internal sealed class DuplicatePriorities() : TopologyRule(new(
    "HCP133", Error, "No two nodes have the same priority.",
    "Equal backups wake at the same moment and both take the address, until one sees the other's advert. "
        + "In the text profiles, which give every backup 100 as upstream does, this is only worth knowing: the higher address wins.",
    "Give each node a priority of its own, or leave them out.",
    "acassen/keepalived#2649"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (!topology.UsesKeepalived())
        {
            return [];
        }

        var priorities = VrrpSettings.For(topology).Priorities;
        return topology.SharedBy(n => priorities[n.Name])
            .Where(g => g.DistinctBy(n => n.Node.Name).Skip(1).Any())
            .Select(g => Found(
                $"{Display.List(g.Select(n => Display.Quote(n.Node.Name)))} have the same priority {g.Key}.",
                g.Last().Path + ".priority",
                g.Last().Node,
                topology.UsesTextProfile() ? Information : null));
    }
}
