using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>The script by which keepalived on each node tells whether the node may hold the virtual IP.</summary>
[Cmdlet(VerbsCommon.New, "ApiserverCheck", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewApiserverCheckCommand : RenderCommand
{
    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        [ApiserverCheck.Render(topology, node)];
}
