using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>The static pod manifests of each node.</summary>
[Cmdlet(VerbsCommon.New, "StaticPod", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewStaticPodCommand : RenderCommand
{
    /// <summary>The daemons to make pods for. Default: both.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public StaticPodKind[] Kind { get; set; } = [StaticPodKind.Haproxy, StaticPodKind.Keepalived];

    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        Kind.Select(k => k == StaticPodKind.Haproxy ? HaproxyPod.Render(topology, node) : KeepalivedPod.Render(topology, node));
}
