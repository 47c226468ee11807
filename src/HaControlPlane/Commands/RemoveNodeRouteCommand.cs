using System.Management.Automation;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Takes routes of ours away from nodes; what was there before us comes back. Other people's routes stay.</summary>
[Cmdlet(VerbsCommon.Remove, "NodeRoute", SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class RemoveNodeRouteCommand : NodeRouteCommand
{
    private readonly Dictionary<string, HashSet<Cidr>> destinations = new(StringComparer.Ordinal);

    private protected override void Take(ControlPlaneNode node, IReadOnlyList<Cidr> destinations)
    {
        this.destinations.TryAdd(node.Name, []);
        this.destinations[node.Name].UnionWith(destinations);
    }

    private protected override NodePlan Plan(ControlPlaneNode node) => NodePlans.ToForgetRoutes(node, destinations[node.Name]);
}
