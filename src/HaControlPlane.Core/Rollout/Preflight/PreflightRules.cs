using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>Holds live nodes against every rule before anything is changed.</summary>
public static class PreflightRules
{
    /// <summary>The rules about live nodes, HCP23x and HCP24x, by id.</summary>
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
    ];

    /// <summary>Everything the rules found, in the nodes' order, then by id.</summary>
    public static IReadOnlyList<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var order = topology.Nodes.Select((n, i) => (n.Name, i)).ToDictionary(n => n.Name, n => n.i, StringComparer.Ordinal);

        // Of a balancer outside the nodes nothing is placed on them: only their clocks matter.
        var rules = topology.LoadBalancer.Kind == LoadBalancerKind.KeepalivedHaproxy ? All : All.Where(r => r is ClocksDiffer);
        return
        [
            .. rules.SelectMany(r => r.Check(topology, nodes))
                .OrderBy(f => order.GetValueOrDefault(f.Node ?? string.Empty))
                .ThenBy(f => f.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The errors among findings, as what stops a rollout.</summary>
    public static IReadOnlyList<NodeError> AsErrors(ControlPlaneTopology topology, IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return
        [
            .. findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => new NodeError
            {
                Id = f.Id,
                Kind = NodeErrorKind.PreflightRefused,
                Node = topology.Nodes.First(n => n.Name == f.Node),
                What = $"{f.What} {f.Why}",
                Fix = f.Fix,
            }),
        ];
    }
}
