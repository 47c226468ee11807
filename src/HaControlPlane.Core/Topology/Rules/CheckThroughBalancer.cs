using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP170.</summary>
internal sealed class CheckThroughBalancer() : TextProfileRule(
    new(
        "HCP170", Warning, "keepalived's check asks its own balancer, not the API through it.",
        "The answer comes from any API server: when these are slow the check fails on every node in turn, and each move of the address "
            + "cuts every connection.",
        UseFast, "openshift/machine-config-operator#3339"),
    "keepalived's check goes through the balancer to an API server of any node.");
