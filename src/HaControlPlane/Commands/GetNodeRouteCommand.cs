using System.Management.Automation;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Lists the routes of nodes by their gateways: whose they are, whether they are in force, and what brings them back.</summary>
[Cmdlet(VerbsCommon.Get, "NodeRoute", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(NodeRoute))]
public sealed class GetNodeRouteCommand : NodesCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => Contact(
        "Reading routes of nodes",
        session => session.Run(token => NodeAnswers.OfAsync(
            Nodes, ThrottleLimit, session.Events, (node, stop) => NodeRoute.GatherAsync(session.Transport, node, stop), token)),
        read =>
        {
            WriteObject(read.Answers.SelectMany(a => a), enumerateCollection: true);
            WriteErrors(read.Errors);
        });
}
