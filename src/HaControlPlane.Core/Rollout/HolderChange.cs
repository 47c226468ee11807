using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout;

/// <summary>What there is to say before another program gets to hold the virtual IP.</summary>
internal static class HolderChange
{
    public static readonly RuleInfo Outage = new(
        "HCP257", Warning, "The same program holds the virtual IP as before.",
        "keepalived and kube-vip do not hear each other. So every node gives the old one up before the new one comes on any, and in between nobody has "
            + "the address. Behind kube-vip the API servers answer on their own port, behind haproxy on another.",
        "Have the new one's images on every node, for a pull would be part of the outage; and lead kubeconfigs to the new port first, where it is another.");

    /// <summary>The finding, where a rollout is such a change.</summary>
    public static IEnumerable<Finding> Check(StagedRollout staged) => staged.ChangesHolder
        ? [Outage.Found($"{Names(staged.Nodes.SelectMany(n => n.HoldersToCome))} takes the place of {Names(staged.Nodes.SelectMany(n => n.HoldersGone))}; nobody has the address for some seconds.")]
        : [];

    private static string Names(IEnumerable<string> names) => string.Join(" and ", names.Distinct().Order(StringComparer.Ordinal));
}
