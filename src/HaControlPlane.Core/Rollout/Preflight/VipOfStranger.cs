using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP232.</summary>
internal sealed class VipOfStranger() : NodeRule(new(
    "HCP232", Error, "Nobody but the topology's nodes answers for the virtual IP.",
    "Two owners of one address: clients reach now the one, now the other.",
    "Take the address away from whoever has that hardware address (a node that left, a DHCP range), or choose a free one.",
    "ClusterLabs/resource-agents#913"))
{
    public override bool IsAboutSegment => true;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        // A node that could not be asked may be the one that answers; then nobody can say who is a stranger.
        if (nodes.Count < topology.Nodes.Count)
        {
            return [];
        }

        var ours = nodes.SelectMany(n => n.Facts.Interfaces.Values).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return nodes
            .SelectMany(n => n.Answers.Select(a => (n.Node, Answer: a)))
            .Where(a => a.Answer is { Kind: VipAnswerKind.Answered, Mac: not null } && !ours.Contains(a.Answer.Mac))
            .GroupBy(a => (a.Answer.Address, a.Answer.Mac))
            .Select(g => Found(g.First().Node, $"{g.Key.Address} is answered by {g.Key.Mac}, which is no interface of these nodes; {Display.List(g.Select(a => a.Node.Name))} heard it."));
    }
}
