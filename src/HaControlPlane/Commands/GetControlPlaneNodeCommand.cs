using System.Management.Automation;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>Asks nodes what they are: host name, service manager, daemons and addresses. Changes nothing there.</summary>
[Cmdlet(VerbsCommon.Get, "ControlPlaneNode", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(NodeFacts))]
public sealed class GetControlPlaneNodeCommand : NodesCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => Contact(
        "Asking nodes what they are",
        session => session.Run(token => NodeAnswers.OfAsync(
            Nodes, ThrottleLimit, session.Events, (node, stop) => NodeFacts.GatherAsync(session.Transport, node, stop), token)),
        asked =>
        {
            WriteObject(asked.Answers, enumerateCollection: true);
            WriteErrors(asked.Errors);
        });
}
