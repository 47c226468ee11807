using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP146.</summary>
internal sealed class KubeVipVersionBad() : TopologyRule(new(
    "HCP146", Error, "kube-vip's version is not one that is known to fail.",
    "v0.8.1 does not start, v1.0.1 to v1.0.3 lose the address, v1.2.2 does not come back after a cold start.",
    "Use a version without that flaw.",
    "kube-vip/kube-vip#1654"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.KubeVip() is { } version && KubeVipVersions.FlawOf(version) is { } flaw)
        {
            yield return Found($"kube-vip {version} {flaw.What}.", topology.KubeVipVersionPath(), fix: $"Use {flaw.NextGood}.") with { Reference = flaw.Thread };
        }
    }
}
