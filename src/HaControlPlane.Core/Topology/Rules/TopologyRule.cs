namespace HaControlPlane.Topology.Rules;

/// <summary>What every rule has in common: its card, and how a finding is made from it.</summary>
/// <param name="info">The rule's card in the catalogue.</param>
internal abstract class TopologyRule(RuleInfo info) : ITopologyRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = info;

    /// <inheritdoc/>
    public abstract IEnumerable<Finding> Check(ControlPlaneTopology topology);

    /// <summary>A finding of this rule. Severity and fix are the card's unless this case has better ones.</summary>
    protected Finding Found(string what, string path, ControlPlaneNode? node = null, FindingSeverity? severity = null, string? fix = null) =>
        Info.Found(what, severity, fix) with { Path = path, Node = node is null ? null : Display.Line(node.Name) };
}
