using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>config.yaml of kube-vip 0.1.1 with its pod for each node, or what takes its place today.</summary>
[Cmdlet(VerbsCommon.New, "KubeVipConfig", DefaultParameterSetName = "Node")]
[OutputType(typeof(NodeFile))]
public sealed class NewKubeVipConfigCommand : RenderCommand
{
    /// <summary>Legacy (the default) makes the files of 0.1.1, Modern today's manifest with the same virtual IP, interface and port.</summary>
    [Parameter]
    public KubeVipGeneration As { get; set; } = KubeVipGeneration.Legacy;

    /// <summary>Lets the balancer of 0.1.1 listen on the virtual IP alone.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SwitchParameter BindToVip { get; set; }

    private protected override ControlPlaneTopology Prepare(ControlPlaneTopology topology)
    {
        if (IsOfParameters)
        {
            var balancer = topology.LoadBalancer;
            topology = topology with { LoadBalancer = balancer with { Kind = LoadBalancerKind.KubeVipLegacy, KubeVip = balancer.KubeVip with { BindToVip = BindToVip } } };
        }

        return As == KubeVipGeneration.Modern && topology.LoadBalancer.Kind == LoadBalancerKind.KubeVipLegacy ? KubeVipMigration.ToModern(topology) : topology;
    }

    private protected override IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        As == KubeVipGeneration.Legacy ? [KubeVipConfig.Render(topology, node), KubeVipPod.Render(topology, node)] : KubeVipFiles.Render(topology, node);
}
