using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>The haproxy.cfg of each node.</summary>
[Cmdlet(VerbsCommon.New, "HaproxyConfig", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewHaproxyConfigCommand : RenderCommand
{
    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        [HaproxyConfig.Render(topology, node)];
}
