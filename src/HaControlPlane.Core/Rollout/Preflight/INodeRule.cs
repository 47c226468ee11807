using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>One rule over a topology and its live nodes. A rule sees only values; it contacts nothing.</summary>
public interface INodeRule
{
    /// <summary>What the rule is about.</summary>
    RuleInfo Info { get; }

    /// <summary>The rule is about the segment, so it also wants to see nodes that leave the topology: they are no strangers there.</summary>
    bool IsAboutSegment { get; }

    /// <summary>Everything this rule has to say.</summary>
    /// <param name="topology">What is to be.</param>
    /// <param name="nodes">What the nodes are. Those that could not be asked are missing.</param>
    IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes);
}
