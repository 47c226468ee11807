using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>The kubeadm configuration of each node, agreeing with the topology: the first is for init, the others for join.</summary>
[Cmdlet(VerbsCommon.New, "KubeadmConfig", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewKubeadmConfigCommand : RenderCommand
{
    /// <summary>The configuration's form: v1beta4 (Kubernetes 1.31 and newer, the default) or v1beta3.</summary>
    [Parameter]
    [ValidateSet("v1beta4", "v1beta3")]
    public string ApiVersion { get; set; } = "v1beta4";

    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        [KubeadmConfig.Render(topology, node, Enum.Parse<KubeadmApiVersion>(ApiVersion, ignoreCase: true))];
}
