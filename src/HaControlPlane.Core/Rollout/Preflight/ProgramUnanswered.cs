using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP284.</summary>
internal sealed class ProgramUnanswered() : NodeRule(new(
    "HCP284", Warning, "Every program that a node is asked through answers within its limit.",
    "What the program would have told is not known, and the rules that need it say nothing.",
    "Run the command on the node and see what it waits for: a lock, a bus, a name server, a file system that is away."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        from question in look.Facts.Unanswered
        select Found(look.Node, FormattableString.Invariant($"'{question.Command}' did not answer within {question.Limit.TotalSeconds:0} s and was ended."));
}
