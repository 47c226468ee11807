using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP272.</summary>
internal sealed class PredecessorReplaced() : NodeRule(new(
    "HCP272", Warning, "Nobody uses what a former endpoint served beside its own port.",
    "The former endpoint is replaced as a whole. Clients of its other ports are refused from then on.",
    "Lead those clients to the endpoint's own port first; remove brings the old text back."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes
        from service in ForeignServices.Of(topology, look.Services)
        where service.OfPredecessor
        select Found(look.Node, $"{service.What} is not served any more.") with { Location = new SourceLocation(service.File, service.Line, 1) };
}
