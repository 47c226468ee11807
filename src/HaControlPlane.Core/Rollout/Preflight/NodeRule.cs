using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>What every rule over live nodes has in common: its card, and how a finding is made from it.</summary>
/// <param name="info">The rule's card in the catalogue.</param>
internal abstract class NodeRule(RuleInfo info) : INodeRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = info;

    /// <inheritdoc/>
    public virtual bool IsAboutSegment => false;

    /// <inheritdoc/>
    public abstract IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes);

    /// <summary>A finding of this rule. Severity and fix are the card's unless this case has better ones.</summary>
    protected Finding Found(ControlPlaneNode node, string what, FindingSeverity? severity = null, string? fix = null) =>
        Info.Found(what, severity, fix) with { Node = node.Name };

    /// <summary>The interface of the virtual IPs on a node, as far as it is declared.</summary>
    protected static string? InterfaceOf(ControlPlaneTopology topology, ControlPlaneNode node) =>
        (topology.Nodes.FirstOrDefault(n => n.Name == node.Name) ?? node).Interface ?? topology.LoadBalancer.Interface;
}
