using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP237.</summary>
internal sealed class ClocksDiffer() : NodeRule(new(
    "HCP237", Warning, "The nodes' clocks agree to a second.",
    "etcd complains from a second on, and a certificate made by the one clock is not valid yet on the other.",
    "Run chrony or systemd-timesyncd on every node.",
    "https://etcd.io/docs/latest/faq/"))
{
    /// <summary>etcd's own limit before it warns of a peer's clock.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        // Against each other, not against the caller: the caller's clock may be the one that is wrong.
        var worst = (from a in nodes
                     from b in nodes
                     where a.Facts.Clock is not null && b.Facts.Clock is not null
                     select (Ahead: a, Behind: b, By: a.Facts.Clock!.AheadOf(b.Facts.Clock!))).OrderByDescending(p => p.By).FirstOrDefault();
        if (worst.By > Allowed)
        {
            yield return Found(worst.Ahead.Node, string.Create(CultureInfo.InvariantCulture, $"Its clock is at least {worst.By.TotalSeconds:0.0} s ahead of that of {worst.Behind.Node.Name}."));
        }
    }
}
