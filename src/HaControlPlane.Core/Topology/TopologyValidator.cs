using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Topology;

/// <summary>Holds a topology against every rule. Contacts nothing, throws nothing, stops at nothing.</summary>
public static class TopologyValidator
{
    /// <summary>The rules about topologies, HCP1xx, by id.</summary>
    public static IReadOnlyList<ITopologyRule> Rules { get; } =
    [
        // Name and endpoint.
        new TopologyName(),
        new VipMissing(),
        new VipWithExternal(),
        new ExternalNeedsHost(),
        new VipFamilies(),
        new VipUnusable(),
        new VipIsNodeAddress(),
        new AddressInClusterRange(),
        new FamiliesDiffer(),
        new EndpointHost(),
        new ExternalByAddress(),
        new ExternalIsNode(),
        new PortRange(),
        new SamePort(),
        new KubeVipPort(),
        new PrivilegedPort(),
        new PortTaken(),

        // Nodes and how they are reached.
        new NodeCount(),
        new DuplicateNodeNames(),
        new DuplicateNodeAddresses(),
        new NodeAddressUnusable(),
        new NodeName(),
        new InterfaceNames(),
        new SshOptionInjection(),

        // VRRP.
        new RouterIdRange(),
        new RouterIdOfDistributions(),
        new PriorityRange(),
        new DuplicatePriorities(),
        new TieWithFailedNode(),
        new VipNeverMoves(),
        new AuthPassLength(),
        new AuthPassCharacters(),
        new AuthPassUnused(),
        new AdvertInterval(),
        new AdvertIntervalShort(),

        // Images.
        new ImageNames(),
        new ImageUnpinned(),
        new ImageWithoutCurl(),
        new ImageReadsOtherPath(),
        new ImagesUnused(),

        // kube-vip.
        new KubeVipVersionKnown(),
        new KubeVipVersionBad(),
        new KubeVipServicesTwice(),
        new KubeVipLeaseTimings(),
        new KubeVipBalancesNothing(),

        new MonitorPort(),

        // Network and kernel.
        new CidrHostBits(),
        new ClusterRangesOverlap(),
        new ClusterRangeFamilies(),
        new RouteGatewayInside(),
        new RouteFamilies(),
        new RouteGatewayUnusable(),
        new RouteTwice(),
        new LogSocketOpenedBefore(),
        new SysctlSyntax(),
        new RouteIsDefault(),
        new RouteLeadsNodesAway(),

        // What kubeadm and Kubernetes take.
        new KubernetesLowerCase(),
        new NodeNameLength(),
        new ClusterRangeSizes(),
        new ServiceRangeFamily(),

        // What is wrong with upstream's text itself.
        new CheckThroughBalancer(),
        new SslHelloCheck(),
        new ThirtySecondsToFail(),
        new CurlWithoutFail(),
        new TimeoutsCutStreams(),
        new EmptyFileCreated(),
        new ScriptSecurityOff(),
        new SingleFileMounts(),
        new LogToMissingSocket(),
        new LivenessThroughBalancer(),
        new DeadSessionsKept(),
        new HealthzNotReadyz(),

        // kube-vip 0.1.1, BGP, and what a version cannot do.
        new LegacyWithoutHealthCheck(),
        new LegacyBreaksWatches(),
        new LegacyAddresses(),
        new LegacyBindsApiserverPort(),
        new BgpSession(),
        new BgpWithoutHealthCheck(),
        new KubeVipRunsInPods(),
        new KubeVipAddresses(),

        // What this version does.
        new KindNotSupported(),
    ];

    /// <summary>
    /// Everything the rules found, with its place when the topology came from a file: in the order of the file, then by
    /// id. Findings without a place come first. What follows only from a value that could not be read is left out.
    /// </summary>
    public static IReadOnlyList<Finding> Validate(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return
        [
            .. UnreadableSettings.Independent(topology, t => Rules.SelectMany(r => r.Check(t)))
                .Select(f => f with { Location = f.Location ?? topology.Source?.Locate(f.Path) })
                .OrderBy(f => f.Location?.Line)
                .ThenBy(f => f.Location?.Column)
                .ThenBy(f => f.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is wrong with routes that belong to no topology, for a node.</summary>
    public static IReadOnlyList<Finding> ValidateRoutes(ControlPlaneNode node, IReadOnlyList<RouteSpec> routes)
    {
        var topology = new ControlPlaneTopology { Name = "routes", Endpoint = new(), Nodes = [node], Network = new() { Routes = routes } };
        ITopologyRule[] rules =
        [
            new InterfaceNames(), new CidrHostBits(), new RouteGatewayInside(), new RouteFamilies(), new RouteGatewayUnusable(), new RouteTwice(),
            new RouteIsDefault(), new RouteLeadsNodesAway(),
        ];
        return [.. rules.SelectMany(r => r.Check(topology))];
    }

    /// <summary>What is wrong with how a node is reached, for nodes that belong to no topology.</summary>
    public static IReadOnlyList<Finding> ValidateLogin(ControlPlaneNode node) =>
        [.. new SshOptionInjection().Check(new ControlPlaneTopology { Name = "nodes", Endpoint = new(), Nodes = [node] })];
}
