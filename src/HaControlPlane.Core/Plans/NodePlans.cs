using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Plans;

/// <summary>From what a topology means for a node to the steps that bring it there.</summary>
public static class NodePlans
{
    /// <summary>The plan of one node of a topology whose interfaces and password are known.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="node">The node.</param>
    /// <param name="kubeVip">How far kube-vip can be placed there by now; null as on a node that has joined.</param>
    /// <exception cref="RenderException">Something the files need is missing.</exception>
    public static NodePlan For(ControlPlaneTopology topology, ControlPlaneNode node, KubeVipPlacement? kubeVip = null)
    {
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External)
        {
            // No daemon is placed; what an earlier topology placed goes back to what was before us.
            return new NodePlan(node, [.. Routes(topology.Network.Routes)], PlanScope.Topology) { Cluster = ClusterRecord.Of(topology) };
        }

        if (topology.LoadBalancer.Kind == LoadBalancerKind.KubeVipLegacy)
        {
            // Its first node founds an election of its own whenever it starts: no order of nodes keeps a second holder away.
            throw RenderFailure.KindUnsupported(topology.LoadBalancer.Kind, "No rollout keeps to one holder, so nothing is installed");
        }

        if (topology.LoadBalancer.Kind == LoadBalancerKind.KubeVip)
        {
            return KubeVip(topology, node, kubeVip ?? KubeVipPlacement.Joined);
        }

        var files = NodeFiles.Render(topology, node);
        var daemons = topology.LoadBalancer.RunAs == RunAs.Service
            ? Services(files, topology.Endpoint.Port)
            : StaticPods(files, topology.Endpoint.Port);
        return new NodePlan(node,
        [
            .. Network(topology, node),
            .. Files(files),
            .. Checks(files),
            .. SysctlSettings.For(topology).Select(s => new SetSysctl(s.Key, s.Value)),
            .. Routes(topology.Network.Routes),
            .. daemons,
        ],
        PlanScope.Topology) { Cluster = ClusterRecord.Of(topology) };
    }

    /// <summary>Without a kubeconfig nothing of kube-vip is placed: a container runtime would make a folder in its place.</summary>
    private static NodePlan KubeVip(ControlPlaneTopology topology, ControlPlaneNode node, KubeVipPlacement placement)
    {
        var pod = placement.Kubeconfig is { } kubeconfig ? KubeVipFiles.Render(topology, node, kubeconfig) : [];
        NodeFile[] files = [.. pod, .. SysctlDropIn.Render(topology, node)];
        return new NodePlan(node,
        [
            .. Network(topology, node),
            .. Files(files),
            .. SysctlSettings.For(topology).Select(s => new SetSysctl(s.Key, s.Value)),
            .. Routes(topology.Network.Routes),
            .. pod.Where(f => f.Role == NodeFileRole.StaticPodManifest).Select(f => new RunStaticPod(
                "kube-vip", f.Path, [.. pod.Where(o => o != f).Select(o => o.Path)], null) { Later = placement.BeforeInit }),
        ],
        PlanScope.Topology)
        {
            Cluster = ClusterRecord.Of(topology),
            Waits = placement.Waits,
        };
    }

    private static IEnumerable<NodeStep> Network(ControlPlaneTopology topology, ControlPlaneNode node) =>
        (node.Interface ?? topology.LoadBalancer.Interface) is { } network ? [new RequireInterface(network)] : [];

    /// <summary>Plans that install loose files, one a node, with the checks of the daemons they belong to. Nothing is restarted.</summary>
    public static IReadOnlyList<NodePlan> ForFiles(IEnumerable<NodeFile> files) =>
        [.. files.GroupBy(f => f.Node.Name, StringComparer.Ordinal).Select(g => new NodePlan(g.First().Node, [.. Files(g), .. Checks([.. g])], PlanScope.Files))];

    /// <summary>The plan that sets routes on a node by themselves, which no topology takes away.</summary>
    public static NodePlan ForRoutes(ControlPlaneNode node, IEnumerable<RouteSpec> routes) => new(node, [.. Routes(routes)], PlanScope.Files);

    /// <summary>The plan that takes routes of ours away again; what was there before them comes back.</summary>
    public static NodePlan ToForgetRoutes(ControlPlaneNode node, IEnumerable<Cidr> destinations) =>
        new(node, [.. destinations.Select(d => d.Network.ToString()).Distinct().Select(d => new ForgetRoute(d))], PlanScope.Files);

    /// <summary>The plan of a node that leaves: what was there before us comes back.</summary>
    public static NodePlan ToLeave(ControlPlaneNode node) => new(node, [], PlanScope.Leave);

    private static IEnumerable<NodeStep> Routes(IEnumerable<RouteSpec> routes) =>
        from route in routes
        from to in route.To
        select new SetRoute(to.Network.ToString(), route.Via.ToString(), route.Device);

    private static IEnumerable<NodeStep> Files(IEnumerable<NodeFile> files) => files.Select(f => new PutFile(f));

    private static IEnumerable<NodeStep> Checks(IReadOnlyList<NodeFile> files)
    {
        if (Path(files, NodeFileRole.HaproxyConfig) is { } haproxy)
        {
            yield return new CheckHaproxy(haproxy);
        }

        if (Path(files, NodeFileRole.KeepalivedConfig) is { } keepalived && Path(files, NodeFileRole.ApiserverCheck) is { } script)
        {
            yield return new CheckKeepalived(keepalived, script);
        }
    }

    /// <summary>haproxy first: keepalived must find something to announce. The check script is what needs curl.</summary>
    private static IEnumerable<NodeStep> Services(IReadOnlyList<NodeFile> files, int port) =>
    [
        new RequireProgram("curl"),
        new RunService("haproxy", Paths(files, NodeFileRole.HaproxyConfig), [], port),
        new RunService("keepalived", Paths(files, NodeFileRole.KeepalivedConfig), [], null),
    ];

    private static IEnumerable<NodeStep> StaticPods(IReadOnlyList<NodeFile> files, int port)
    {
        foreach (var manifest in files.Where(f => f.Role == NodeFileRole.StaticPodManifest))
        {
            var haproxy = System.IO.Path.GetFileNameWithoutExtension(manifest.Path) == "haproxy";
            yield return new RunStaticPod(
                haproxy ? "haproxy" : "keepalived",
                manifest.Path,
                Paths(files, haproxy ? NodeFileRole.HaproxyConfig : NodeFileRole.KeepalivedConfig),
                haproxy ? port : null);
        }
    }

    private static string? Path(IEnumerable<NodeFile> files, NodeFileRole role) => files.FirstOrDefault(f => f.Role == role)?.Path;

    private static IReadOnlyList<string> Paths(IEnumerable<NodeFile> files, NodeFileRole role) =>
        [.. files.Where(f => f.Role == role).Select(f => f.Path)];
}
