using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP181.</summary>
internal sealed class HealthzNotReadyz() : TextProfileRule(
    new(
        "HCP181", Information, "haproxy's check asks /readyz.",
        "/healthz stays green while an API server shuts down; /readyz turns red first, in time to send clients elsewhere.",
        UseFast, "kubernetes/kubernetes#88911"),
    "haproxy's check asks /healthz.")
{
    protected override bool Applies(ControlPlaneTopology topology) => !IsClassic(topology);
}
