using System.Text.RegularExpressions;
using HaControlPlane.Rendering;

namespace HaControlPlane.Rollout;

/// <summary>In which order nodes are committed.</summary>
internal static partial class RolloutOrder
{
    /// <summary>
    /// Waves of nodes; those of a wave go together. A first install, where nobody holds the VIP, and changes that no
    /// daemon feels are one wave. So are changes after which a node's keepalived does not understand the others any
    /// more: one after the other there would be two holders until the last node is done. Else those that leave, those that
    /// stay, those that come; of each whoever holds a VIP last and alone, and of the others one, then two, then four and so on:
    /// what breaks, breaks on one, and there is always a node that is done or not begun. A rollout that asks for it goes node by node in
    /// the order given.
    /// </summary>
    /// <remarks>
    /// Unicast keepalived hears only those it has in its list. Who stays is in the old lists and in the new ones. Who
    /// leaves is in the old ones only, and would hold on beside a new holder; who comes is in the new ones only, and
    /// would hear no holder until the others have theirs.
    /// </remarks>
    public static IReadOnlyList<IReadOnlyList<StagedNode>> Waves(StagedRollout staged, IReadOnlySet<string> holders)
    {
        var changing = staged.Nodes.Where(n => n.HasChanges).ToArray();
        if (staged.OneAtATime)
        {
            return [.. changing.Select(n => new[] { n })];
        }

        return holders.Count == 0 || !changing.Any(n => n.DisturbsDaemons) || changing.Any(n => SpeaksAnew(n) && (!Joins(n) || holders.Contains(n.Node.Name)))
            ? [changing]
            : [.. changing.GroupBy(n => (Membership: Membership(n), Holds: holders.Contains(n.Node.Name)))
                .OrderBy(g => g.Key.Membership).ThenBy(g => g.Key.Holds)
                .SelectMany(g => g.Key.Holds ? g.Select(n => new[] { n }) : Doubling([.. g]))];
    }

    private static IEnumerable<StagedNode[]> Doubling(StagedNode[] nodes)
    {
        for (var done = 0; done < nodes.Length;)
        {
            // 1, 2, 4: always one more than are done.
            var wave = nodes[done..Math.Min(nodes.Length, (2 * done) + 1)];
            yield return wave;
            done += wave.Length;
        }
    }

    /// <summary>In which order nodes give up who held the VIP for another program to hold it: its holder last, for it is missed at once.</summary>
    public static IReadOnlyList<IReadOnlyList<StagedNode>> HoldWaves(StagedRollout staged, IReadOnlySet<string> holders) =>
        [.. staged.Nodes.Where(n => n.HasChanges).GroupBy(n => holders.Contains(n.Node.Name)).OrderBy(g => g.Key).Select(g => g.ToArray())];

    private static int Membership(StagedNode node) => node.Leaves ? 0 : Joins(node) ? 2 : 1;

    private static bool Joins(StagedNode node) => !node.Leaves && node.Remembers is null;

    private static bool SpeaksAnew(StagedNode node) =>
        node.Files.Any(f => f is { Path: NodePaths.KeepalivedConfig, Kind: FileChangeKind.Changed } && Dialect().IsMatch(f.Diff));

    /// <summary>What two VRRP routers must agree on to hear each other: version, router, password, how they send and how often.</summary>
    [GeneratedRegex(@"^[+-]\s*(vrrp_version|version|virtual_router_id|auth_type|auth_pass|advert_int|unicast_src_ip|unicast_peer|vrrp_mcast_group[46])\b", RegexOptions.Multiline)]
    private static partial Regex Dialect();
}
