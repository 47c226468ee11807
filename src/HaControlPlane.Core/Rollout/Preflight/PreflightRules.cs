using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>Holds live nodes against every rule before anything is changed.</summary>
public static class PreflightRules
{
    /// <summary>The rule that is never left out: only its own switch overrides it.</summary>
    internal static ForeignServiceLost Foreign { get; } = new();

    /// <summary>The rules about live nodes, HCP23x to HCP28x, by id.</summary>
    public static IReadOnlyList<INodeRule> All { get; } =
    [
        new VipOutsidePrefix(),
        new InterfaceMissing(),
        new VipOfStranger(),
        new RouterIdInUse(),
        new PortOfStranger(),
        new ProgramsMissing(),
        new FirewallBlocksVrrp(),
        new ClocksDiffer(),
        new CloudDropsVrrp(),
        new KubeletMissing(),
        new StaticPodPathDiffers(),
        new VipAsNodeIP(),
        new CidrsDiffer(),
        new KubeVipAwaitsJoin(),
        new KubeVipWithSuperAdmin(),
        new NodeIPUnset(),
        new CalicoFindsVip(),
        Foreign,
        new DaemonRunsElsewhere(),
        new PredecessorReplaced(),
        new KubeletConfigUnreadable(),
        new SELinuxRefusesPort(),
        new SELinuxConfinesCheck(),
        new SELinuxHidesFiles(),
        new ProgramUnanswered(),
        new NothingRestartsKeepalived(),
    ];

    /// <summary>Everything the rules found, in the nodes' order, then by id.</summary>
    /// <param name="topology">What is to be.</param>
    /// <param name="nodes">What its nodes are, and those that leave it.</param>
    public static IReadOnlyList<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var order = topology.Nodes.Select((n, i) => (n.Name, i)).ToDictionary(n => n.Name, n => n.i, StringComparer.Ordinal);

        var rules = All.Where(r => Concerns(topology.LoadBalancer, r));
        NodeLook[] present = [.. nodes.Where(n => order.ContainsKey(n.Node.Name))];
        return
        [
            .. rules.SelectMany(r => r.Check(topology, r.IsAboutSegment ? nodes : present))
                .OrderBy(f => order.GetValueOrDefault(f.Node ?? string.Empty, int.MaxValue))
                .ThenBy(f => f.Id, StringComparer.Ordinal),
        ];
    }

    private static bool Concerns(LoadBalancerSpec balancer, INodeRule rule) => balancer switch
    {
        { Kind: LoadBalancerKind.KeepalivedHaproxy } => true,
        { Kind: LoadBalancerKind.KubeVip } => rule is not (RouterIdInUse or PortOfStranger or ProgramsMissing or FirewallBlocksVrrp or CloudDropsVrrp or DaemonRunsElsewhere or PredecessorReplaced or NothingRestartsKeepalived or SELinuxRefusesPort or SELinuxConfinesCheck or SELinuxHidesFiles)
            && (balancer.KubeVip.Mode == KubeVipMode.Arp || rule is not (VipOutsidePrefix or VipOfStranger)),

        // Of a balancer outside the nodes nothing is placed on them: only their clocks matter.
        _ => rule is ClocksDiffer,
    };

    /// <summary>The errors among findings, as what stops a rollout.</summary>
    public static IReadOnlyList<NodeError> AsErrors(IReadOnlyList<ControlPlaneNode> nodes, IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return
        [
            .. findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => new NodeError
            {
                Id = f.Id,
                Kind = NodeErrorKind.PreflightRefused,
                Node = nodes.First(n => n.Name == f.Node),
                What = $"{(f.Location is { } place ? $"{place.File}:{place.Line}: " : "")}{f.What} {f.Why}",
                Fix = f.Fix,
            }),
        ];
    }
}
