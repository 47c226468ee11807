using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP112.</summary>
internal sealed class KubeVipPort() : TopologyRule(new(
    "HCP112", Error, "kube-vip's endpoint has the API server's own port.",
    "kube-vip only moves the address; behind it answers the API server itself, on its own port. Only balancing: masquerade leads from "
        + "one port to another.",
    "Set endpoint.port to apiserver.port.",
    "https://kube-vip.io/docs/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip, KubeVip.Balancing: not KubeVipBalancing.Masquerade }
            && topology.Endpoint.Port != topology.ApiserverPort)
        {
            yield return Found($"The endpoint's port is {topology.Endpoint.Port}, the API servers' {topology.ApiserverPort}.", "endpoint.port");
        }
    }
}
