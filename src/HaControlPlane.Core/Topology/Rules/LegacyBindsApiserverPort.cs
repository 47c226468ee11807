using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP185.</summary>
internal sealed class LegacyBindsApiserverPort() : TopologyRule(new(
    "HCP185", Warning, "The API servers leave the virtual IP's port free.",
    "An API server listens on every address of its node unless told otherwise, the virtual IP among them: kube-vip 0.1.1 cannot listen there.",
    "Run kubeadm init with --apiserver-bind-port 6444 and set apiserver.port to it, or give kube-apiserver --bind-address of its node."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVipLegacy, KubeVip.BindToVip: true } && topology.Endpoint.Port == topology.ApiserverPort)
        {
            yield return Found($"bindToVip is on, and the API servers have port {topology.ApiserverPort} too.", "loadBalancer.kubeVip.bindToVip");
        }
    }
}
