using HaControlPlane.Topology.Failover;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP134.</summary>
internal sealed class TieWithFailedNode() : FailoverRule(
    new(
        "HCP134", Error, "No failed node ties with a healthy one.",
        "A holder gives way only to a higher priority: at a tie the address stays where the API is dead. "
            + "A warning in the text profiles, whose weight of -2 is upstream's.",
        "Keep all priorities less than 2 apart (as 101, 100, 100), or use profile fast, where a failed node cannot hold the address.",
        "tcomerma/ansible-keepalived#4"),
    FailoverVerdict.TieWithFailed)
{
    protected override string Describe(FailoverOutcome outcome) =>
        $"{Names(outcome.Failed)} failed, {Names(outcome.Tied)} have the same priority "
        + $"and the failed {Display.Quote(outcome.Holder)} keeps the address";
}
