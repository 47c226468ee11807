using HaControlPlane.Topology.Failover;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>A rule that asks the failover model about every set of failed nodes.</summary>
/// <param name="info">The rule's card.</param>
/// <param name="verdict">The verdict that is a finding.</param>
internal abstract class FailoverRule(RuleInfo info, FailoverVerdict verdict) : TopologyRule(info)
{
    private const int MaxNamed = 3;

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (!topology.UsesKeepalived())
        {
            yield break;
        }

        var defects = new FailoverModel(topology).Defects().Where(d => d.Verdict == verdict).ToArray();
        if (defects.Length > 0)
        {
            var cases = defects.Take(MaxNamed).Select(Describe);
            var more = defects.Length > MaxNamed ? $", and {defects.Length - MaxNamed} more" : "";
            yield return Found(
                $"With {string.Join("; with ", cases)}{more}.",
                "nodes",
                severity: topology.UsesTextProfile() ? Warning : null);
        }
    }

    /// <summary>One failing case in words that follow "with".</summary>
    protected abstract string Describe(FailoverOutcome outcome);

    /// <summary>Node names as prose.</summary>
    protected static string Names(IEnumerable<string> names) => Display.List(names.Select(Display.Quote));
}
