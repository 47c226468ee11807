using System.Numerics;

namespace HaControlPlane.Topology.Failover;

/// <summary>
/// keepalived's election as arithmetic. A failed check lowers a node's priority by the check's weight, or, with weight 0,
/// takes the node out of the election (FAULT). The highest priority then holds the virtual IP; between equals whoever
/// holds it already keeps it, and when nobody does the higher address wins. It is a model: it knows nothing of
/// lost adverts, of nodes that are gone altogether (which never hold anything), or of time.
/// </summary>
public sealed class FailoverModel
{
    /// <summary>Up to this many nodes every subset is tried: 4,096 of them.</summary>
    public const int MaxNodesForEverySubset = 12;

    private readonly IReadOnlyList<ControlPlaneNode> nodes;
    private readonly int[] priorities;
    private readonly int weight;

    /// <summary>The model of a topology, with priorities and weight as its profile sets them.</summary>
    public FailoverModel(ControlPlaneTopology topology)
        : this(topology, VrrpSettings.For(topology))
    {
    }

    /// <summary>The model of a topology under given VRRP settings.</summary>
    public FailoverModel(ControlPlaneTopology topology, VrrpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(settings);
        nodes = topology.Nodes;
        priorities = [.. nodes.Select(n => Math.Clamp(settings.Priorities.GetValueOrDefault(n.Name, 100), 1, 254))];
        weight = settings.CheckWeight;
    }

    /// <summary>What happens when the checks of exactly these nodes fail. Names that are no node's are ignored.</summary>
    public FailoverOutcome After(params IReadOnlyCollection<string> failed) => After(i => failed.Contains(nodes[i].Name));

    /// <summary>
    /// What happens for every subset of failed nodes, smallest subsets first. For more than
    /// <see cref="MaxNodesForEverySubset"/> nodes only the subsets that leave exactly one node healthy are tried, which is
    /// proof enough: if a failed node can keep the VIP from healthy ones, it also can when all but one of these have failed.
    /// </summary>
    public IEnumerable<FailoverOutcome> Outcomes() => nodes.Count > MaxNodesForEverySubset
        ? Enumerable.Range(0, nodes.Count).Select(healthy => After(i => i != healthy))
        : Enumerable.Range(0, 1 << nodes.Count)
            .OrderBy(set => BitOperations.PopCount((uint)set))
            .Select(set => After(i => (set & (1 << i)) != 0));

    /// <summary>
    /// The smallest subsets after which a failed node can keep the virtual IP from a healthy one; empty when that cannot
    /// happen at all. For more than <see cref="MaxNodesForEverySubset"/> nodes one subset stands for all.
    /// </summary>
    public IReadOnlyList<FailoverOutcome> Defects()
    {
        var smallest = new List<FailoverOutcome>();

        // If any node can lose to a failed one, then the lowest can, when it is the only healthy one.
        var lowest = Array.IndexOf(priorities, priorities.DefaultIfEmpty().Min());
        var hardest = After(i => i != lowest);
        if (!hardest.IsDefect || nodes.Count > MaxNodesForEverySubset)
        {
            return hardest.IsDefect ? [hardest] : [];
        }

        foreach (var outcome in Outcomes().Where(o => o.IsDefect))
        {
            if (!smallest.Any(s => s.Verdict == outcome.Verdict && s.Failed.All(outcome.Failed.Contains)))
            {
                smallest.Add(outcome);
            }
        }

        return smallest;
    }

    private FailoverOutcome After(Func<int, bool> isFailed)
    {
        var failed = Enumerable.Range(0, nodes.Count).Where(isFailed).ToHashSet();
        var candidates = Enumerable.Range(0, nodes.Count).Where(i => weight != 0 || !failed.Contains(i)).ToArray();
        var highest = candidates.Select(Effective).DefaultIfEmpty().Max();
        var tied = candidates.Where(i => Effective(i) == highest).ToArray();

        // Worst case first: a failed node that had the VIP keeps it in a tie. Among the rest, the higher address.
        var holder = tied.OrderByDescending(failed.Contains).ThenByDescending(i => nodes[i].Address, AddressOrder.Instance).ToArray();
        var verdict = failed.Count == nodes.Count ? FailoverVerdict.NoneHealthy
            : tied.All(failed.Contains) ? FailoverVerdict.FailedHolder
            : tied.Any(failed.Contains) ? FailoverVerdict.TieWithFailed
            : tied.Length > 1 ? FailoverVerdict.HealthyTie
            : FailoverVerdict.HealthyHolder;
        return new FailoverOutcome(
            Names(failed.Order()), holder.Length == 0 ? null : nodes[holder[0]].Name, Names(tied), verdict);

        // Tracking never takes a priority out of 1..254.
        int Effective(int i) => Math.Clamp(priorities[i] + (failed.Contains(i) == weight < 0 ? weight : 0), 1, 254);
    }

    private string[] Names(IEnumerable<int> indexes) => [.. indexes.Select(i => nodes[i].Name)];
}
