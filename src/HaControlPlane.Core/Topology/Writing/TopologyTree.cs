namespace HaControlPlane.Topology.Writing;

/// <summary>A topology as the tree of keys and values its file has.</summary>
internal static class TopologyTree
{
    /// <summary>The tree of a topology.</summary>
    public static Branch Of(ControlPlaneTopology topology, bool includeSecrets)
    {
        var common = SshTree.CommonTo(topology.Nodes);
        return new Branch()
            .Add("name", topology.Name)
            .AddBranch("endpoint", Endpoint(topology.Endpoint), always: true)
            .AddBranch("apiserver", new Branch().AddUnless(ControlPlaneEndpoint.DefaultPort, "port", topology.ApiserverPort))
            .AddBranch("loadBalancer", LoadBalancer(topology.LoadBalancer, includeSecrets))
            .AddList("nodes", topology.Nodes.Select(n => (object)Node(n, common)))
            .AddBranch("network", Network(topology.Network))
            .AddBranch("sysctl", topology.Sysctl.Aggregate(new Branch(), (branch, s) => branch.Add(s.Key, s.Value)))
            .AddBranch("ssh", common);
    }

    private static Branch Endpoint(ControlPlaneEndpoint endpoint) => new Branch()
        .AddOneOrMore("vip", endpoint.VirtualIPs)
        .Add("host", endpoint.Host)
        .Add("port", endpoint.Port);

    private static Branch LoadBalancer(LoadBalancerSpec spec, bool includeSecrets) => new Branch()
        .Add("kind", TopologyWords.Kinds.WordOf(spec.Kind))
        .Add("runAs", TopologyWords.RunAs.WordOf(spec.RunAs))
        .Add("profile", TopologyWords.Profiles.WordOf(spec.Profile))
        .Add("interface", spec.Interface)
        .Add("virtualRouterId", spec.VirtualRouterId)
        .Add("advertIntervalMs", spec.AdvertIntervalMs)
        .AddUnless(LoadBalancerSpec.DefaultMonitorPort, "monitorPort", spec.MonitorPort)
        .Add("authPass", includeSecrets ? spec.AuthPass?.Reveal() : null)
        .AddBranch("images", new Branch()
            .Add("keepalived", spec.Images.Keepalived)
            .Add("haproxy", spec.Images.Haproxy)
            .Add("kubeVip", spec.Images.KubeVip))
        .AddBranch("kubeVip", KubeVipTree.Of(spec.KubeVip, includeSecrets));

    private static Branch Node(ControlPlaneNode node, Branch common) => new Branch()
        .Add("name", node.Name)
        .Add("address", node.Address.ToString())
        .Add("interface", node.Interface)
        .Add("priority", node.Priority)
        .AddBranch("ssh", SshTree.Of(node.Ssh).Without(common));

    private static Branch Network(NetworkSpec network) => new Branch()
        .Add("serviceCidr", network.ServiceCidr?.ToString())
        .Add("podCidr", network.PodCidr?.ToString())
        .AddList("routes", network.Routes.Select(r => (object)new Branch()
            .AddOneOrMore("to", r.To)
            .Add("via", r.Via.ToString())
            .Add("dev", r.Device)));
}
