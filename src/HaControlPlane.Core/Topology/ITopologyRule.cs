namespace HaControlPlane.Topology;

/// <summary>One rule over a whole topology. A rule sees only values; it contacts nothing.</summary>
public interface ITopologyRule
{
    /// <summary>What the rule is about.</summary>
    RuleInfo Info { get; }

    /// <summary>Everything this rule has to say about a topology.</summary>
    IEnumerable<Finding> Check(ControlPlaneTopology topology);
}
