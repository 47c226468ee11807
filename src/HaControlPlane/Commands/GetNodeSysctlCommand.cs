using System.Management.Automation;
using HaControlPlane.Nodes;

namespace HaControlPlane.Commands;

/// <summary>Asks nodes for kernel settings: the live value, the files that set it at boot, and which of them wins.</summary>
[Cmdlet(VerbsCommon.Get, "NodeSysctl", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(NodeSysctl))]
public sealed class GetNodeSysctlCommand : NodesCommand
{
    /// <summary>The keys, such as <c>net.ipv4.ip_forward</c>. Left out: those that are ours on the node.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing() => Ask(
        "Reading kernel settings",
        Nodes,
        (transport, node, stop) => NodeSysctls.ReadAsync(transport, node, Key, stop),
        settings => WriteObject(settings.SelectMany(s => s), enumerateCollection: true));
}
