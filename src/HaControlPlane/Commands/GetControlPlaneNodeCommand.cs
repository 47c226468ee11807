using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Asks nodes what they are: host name, service manager, daemons and addresses. Changes nothing there.</summary>
[Cmdlet(VerbsCommon.Get, "ControlPlaneNode", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(NodeFacts))]
public sealed class GetControlPlaneNodeCommand : NodeCommand
{
    private const string TopologySet = "Topology";
    private const string NodeSet = "Node";

    private readonly List<ControlPlaneNode> nodes = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NodeSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>Topologies whose nodes to ask.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var node in ParameterSetName == TopologySet ? Topology.Nodes : Node)
        {
            var findings = TopologyValidator.ValidateLogin(node);
            this.WriteFindings(findings);
            if (findings.Count == 0)
            {
                nodes.Add(node);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Contact(
        "Asking nodes what they are",
        session => session.Run(token => NodeSurvey.TakeAsync(session.Transport, nodes, ThrottleLimit, session.Events, token)),
        survey =>
        {
            WriteObject(survey.Facts, enumerateCollection: true);
            WriteErrors(survey.Errors);
        });
}
