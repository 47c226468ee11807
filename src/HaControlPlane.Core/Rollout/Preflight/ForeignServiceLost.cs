using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP270.</summary>
internal sealed class ForeignServiceLost() : NodeRule(new(
    "HCP270", Error, "The files that are replaced serve nothing but the endpoint.",
    "The file is replaced as a whole: ports of what is foreign in it are closed, and its addresses are given up.",
    "Move it to another file or machine first; or let it be replaced with --replace-foreign (cmdlets: -ReplaceForeign). Its text is kept on the node, and remove brings it back."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        nodes.SelectMany(n => Check(topology, n.Node, n.Services));

    /// <summary>The findings on one node, of which no more than this is known.</summary>
    public IEnumerable<Finding> Check(ControlPlaneTopology topology, ControlPlaneNode node, NodeServices services) =>
        from service in ForeignServices.Of(topology, services)
        where !service.OfPredecessor
        let added = services.Configs.Any(c => c.Path == service.File && c.Recorded is not null)
        select Found(node, $"{service.What} {(added ? "was added by hand" : "is foreign")} and would be lost.") with { Location = new SourceLocation(service.File, service.Line, 1) };

    /// <summary>The same finding where the admin has said that it is to be replaced.</summary>
    public static Finding Allowed(Finding finding) => finding with
    {
        Severity = Warning,
        Why = "It is replaced because the switch for it was given (--replace-foreign, -ReplaceForeign).",
        Fix = "Nothing is left to do: its text is kept in /var/lib/hacontrolplane on the node, and remove brings it back.",
    };
}
