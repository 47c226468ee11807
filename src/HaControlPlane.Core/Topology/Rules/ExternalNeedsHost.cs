using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP103.</summary>
internal sealed class ExternalNeedsHost() : TopologyRule(new(
    "HCP103", Error, "An external load balancer has a name or an address.",
    "Clients, certificates and kubeadm's controlPlaneEndpoint need something to call it, and a cloud may change its address.",
    "Set endpoint.host to the load balancer's DNS name, or to its address."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External
            && string.IsNullOrEmpty(topology.Endpoint.Host)
            // Then HCP102 says both.
            && topology.Endpoint.VirtualIPs.Count == 0
            && !topology.IsWritten("endpoint.host"))
        {
            yield return Found("kind external has no endpoint.host that says where it is.", "endpoint");
        }
    }
}
