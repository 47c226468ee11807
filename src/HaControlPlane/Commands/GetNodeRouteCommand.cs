using System.Management.Automation;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Lists the routes of nodes by their gateways: whose they are, whether they are in force, and what brings them back.</summary>
[Cmdlet(VerbsCommon.Get, "NodeRoute", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(NodeRoute))]
public sealed class GetNodeRouteCommand : NodesCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() =>
        Ask("Reading routes of nodes", Nodes, NodeRoute.GatherAsync, routes => WriteObject(routes.SelectMany(r => r), enumerateCollection: true));
}
