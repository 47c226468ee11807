using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>The keepalived.conf of each node.</summary>
[Cmdlet(VerbsCommon.New, "KeepalivedConfig", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewKeepalivedConfigCommand : RenderCommand
{
    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        [KeepalivedConfig.Render(topology, node)];
}
