using HaControlPlane.Topology.Failover;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP135.</summary>
internal sealed class VipNeverMoves() : FailoverRule(
    new(
        "HCP135", Error, "A failed node comes below every healthy one.",
        "The check's weight is smaller than the distance of the priorities, so the address stays where the API is dead. "
            + "A warning in the text profiles, whose weight of -2 is upstream's.",
        "Keep all priorities less than 2 apart (as 101, 100, 100), or use profile fast, where a failed node cannot hold the address.",
        "acassen/keepalived#2599"),
    FailoverVerdict.FailedHolder)
{
    protected override string Describe(FailoverOutcome outcome) =>
        $"{Names(outcome.Failed)} failed, {Display.Quote(outcome.Holder)} still has the highest priority and keeps the address";
}
