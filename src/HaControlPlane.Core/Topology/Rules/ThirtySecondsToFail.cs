using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP172.</summary>
internal sealed class ThirtySecondsToFail() : TextProfileRule(
    new(
        "HCP172", Warning, "A dead balancer loses the address within seconds.",
        "fall 10 x interval 3 is 30 s until the priority drops, and then the next node still waits three adverts: 31 s when measured, "
            + "without an API.",
        UseFast, "acassen/keepalived#2599"),
    "keepalived counts 10 failed checks 3 s apart: 30 s.");
