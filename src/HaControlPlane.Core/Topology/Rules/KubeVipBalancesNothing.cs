using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP149.</summary>
internal sealed class KubeVipBalancesNothing() : TopologyRule(new(
    "HCP149", Warning, "kube-vip's balancing spreads connections, with the privileges that takes.",
    "With local the API server of the holder is IPVS's only backend. Masquerading reaches the others; it wants a privileged container and the "
        + "kernel's ip_vs modules, which kube-vip asks for since v0.8.0. Information where it does.",
    "Leave balancing out, or use masquerade with v0.8.0 or newer.",
    "https://kube-vip.io/docs/about/architecture/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        const string Path = "loadBalancer.kubeVip.balancing";
        if (topology.KubeVip() is not { } version)
        {
            yield break;
        }

        switch (topology.LoadBalancer.KubeVip.Balancing)
        {
            case KubeVipBalancing.Local:
                yield return Found("balancing: local has one backend, the API server of the node itself.", Path);
                break;
            case KubeVipBalancing.Masquerade when !version.MasqueradesPrivileged:
                yield return Found($"kube-vip {version} masquerades without the privileges for it.", Path);
                break;
            case KubeVipBalancing.Masquerade:
                yield return Found("balancing: masquerade runs kube-vip as a privileged container.", Path, severity: Information, fix: "Load ip_vs and ip_vs_rr on every node at boot.");
                break;
        }
    }
}
