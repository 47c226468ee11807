using System.Management.Automation;
using System.Net;
using HaControlPlane.Binding;
using HaControlPlane.Completers;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Sets static routes on nodes: in force at once, and brought back with their interface.</summary>
[Cmdlet(VerbsCommon.Set, "NodeRoute", SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class SetNodeRouteCommand : NodeRouteCommand
{
    private readonly Dictionary<string, HashSet<(Cidr To, IPAddress Via, string Device)>> routes = new(StringComparer.Ordinal);

    /// <summary>The router, on the interface's network.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Address]
    [ValidateNotNull]
    public IPAddress Gateway { get; set; } = null!;

    /// <summary>The interface to leave by.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Interface { get; set; } = string.Empty;

    private protected override void Take(ControlPlaneNode node, IReadOnlyList<Cidr> destinations)
    {
        routes.TryAdd(node.Name, []);
        routes[node.Name].UnionWith(destinations.Select(to => (to, Gateway, Interface)));
    }

    private protected override NodePlan Plan(ControlPlaneNode node) => NodePlans.ForRoutes(node, Specs(node));

    private protected override IReadOnlyList<Finding> FindingsOf(ControlPlaneNode node) => TopologyValidator.ValidateRoutes(node, [.. Specs(node)]);

    private IEnumerable<RouteSpec> Specs(ControlPlaneNode node) => routes[node.Name].Select(r => new RouteSpec([r.To], r.Via, r.Device));
}
