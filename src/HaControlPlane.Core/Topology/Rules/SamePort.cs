using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP111.</summary>
internal sealed class SamePort() : TopologyRule(new(
    "HCP111", Error, "The balancer listens on another port than the API server of its own node.",
    "Both listen on all addresses of the node, so whichever starts second cannot, and kubeadm fails its port check.",
    "Set endpoint.port to a free port such as 8443.",
    "kubernetes/kubeadm#2472"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer is { Kind: LoadBalancerKind.KeepalivedHaproxy } or { Kind: LoadBalancerKind.KubeVipLegacy, KubeVip.BindToVip: false }
            && topology.Endpoint.Port == topology.ApiserverPort)
        {
            var path = topology.IsWritten("endpoint.port") || !topology.IsWritten("apiserver.port") ? "endpoint.port" : "apiserver.port";
            yield return Found($"The balancer and the API servers both want port {topology.Endpoint.Port}.", path);
        }
    }
}
