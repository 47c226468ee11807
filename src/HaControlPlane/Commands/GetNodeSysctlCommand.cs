using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Asks nodes for kernel settings: the live value, the files that set it at boot, and which of them wins.</summary>
[Cmdlet(VerbsCommon.Get, "NodeSysctl", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(NodeSysctl))]
public sealed class GetNodeSysctlCommand : NodesCommand
{
    /// <summary>The keys, such as <c>net.ipv4.ip_forward</c>. Left out: those that are ours on the node.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    /// <remarks>By name or from the pipeline: what the cmdlets of this noun take first is the key.</remarks>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public override ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>Topologies whose nodes to ask.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public override ControlPlaneTopology Topology { get; set; } = null!;

    /// <inheritdoc/>
    protected override void EndProcessing() => Ask(
        "Reading kernel settings",
        Nodes,
        (transport, node, stop) => NodeSysctls.ReadAsync(transport, node, Key, stop),
        settings => WriteObject(settings.SelectMany(s => s), enumerateCollection: true));
}
