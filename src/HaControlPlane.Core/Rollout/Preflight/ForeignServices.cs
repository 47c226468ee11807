using HaControlPlane.Adoption;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>What a node serves from the files that a topology replaces, and that is not the endpoint's.</summary>
internal static class ForeignServices
{
    private static readonly string[] Daemons = ["haproxy", "keepalived"];

    /// <summary>Everything foreign on one node, file by file.</summary>
    public static IReadOnlyList<ForeignService> Of(ControlPlaneTopology topology, NodeServices services)
    {
        var place = new EndpointPlace(topology, services.FormerVirtualIPs);
        return topology.LoadBalancer.Kind switch
        {
            LoadBalancerKind.KeepalivedHaproxy =>
            [
                .. services.Configs.Where(c => !c.Owned && IsReplaced(topology, c)).SelectMany(c => Find(c, services, place)),
                .. topology.LoadBalancer.RunAs == RunAs.StaticPod ? StoppedServices(services) : [],
            ],
            LoadBalancerKind.KubeVip => [.. services.Configs.Where(c => !c.Owned && c.Path == NodePaths.KubeVipManifest).SelectMany(c => Find(c, services, place))],
            _ => [],
        };
    }

    private static bool IsReplaced(ControlPlaneTopology topology, NodeConfig config) =>
        config.Daemon != "manifest" || (topology.LoadBalancer.RunAs == RunAs.StaticPod && config.Path is NodePaths.HaproxyManifest or NodePaths.KeepalivedManifest);

    private static IEnumerable<ForeignService> Find(NodeConfig config, NodeServices services, EndpointPlace place) => config.Daemon switch
    {
        "haproxy" => ForeignHaproxy.Find(config.Path, config.Text, config.Recorded, place),
        "keepalived" => ForeignKeepalived.Find(config.Path, config.Text, config.Recorded, config.Path == NodePaths.KeepalivedConfig ? services.Included : [], place),
        _ => ForeignManifest.Find(config.Path, config.Text, place) is { } pod ? [pod] : [],
    };

    /// <summary>Where pods take over, the services of their daemons are stopped, whatever those run on.</summary>
    private static IEnumerable<ForeignService> StoppedServices(NodeServices services) =>
        from daemon in Daemons
        let main = services.MainOf(daemon)
        where main is { InPod: false }
        let elsewhere = DaemonOptions.Elsewhere(daemon, main.Arguments)
        where elsewhere is not null
        select new ForeignService(main.Arguments[elsewhere.Value.Index], 1, $"the service {daemon} ({Display.Line(elsewhere.Value.Option)})");
}
