using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that asks nodes something, which come by themselves or with their topology.</summary>
public abstract class NodesCommand : NodeCommand
{
    private protected const string TopologySet = "Topology";
    private protected const string NodeSet = "Node";

    private readonly List<ControlPlaneNode> nodes = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NodeSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public virtual ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>Topologies whose nodes to ask.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public virtual ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>The nodes that can be logged in to, each once, in the order they came.</summary>
    private protected IReadOnlyList<ControlPlaneNode> Nodes => [.. nodes.Distinct()];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        nodes.AddRange((ParameterSetName == TopologySet ? Topology.Nodes : Node).Where(n => MayLogIn(n)));
    }
}
