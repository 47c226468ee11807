using System.Management.Automation;
using HaControlPlane.Nodes;

namespace HaControlPlane.Commands;

/// <summary>Asks nodes what they are: host name, service manager, daemons and addresses. Changes nothing there.</summary>
[Cmdlet(VerbsCommon.Get, "ControlPlaneNode", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(NodeFacts))]
public sealed class GetControlPlaneNodeCommand : NodesCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() =>
        Ask("Asking nodes what they are", Nodes, NodeFacts.GatherAsync, facts => WriteObject(facts, enumerateCollection: true));
}
