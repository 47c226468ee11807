using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP115.</summary>
internal sealed class ExternalByAddress() : TopologyRule(new(
    "HCP115", Information, "An external load balancer is known by a name.",
    "Its address stands in every kubeconfig and in every API server's certificate: another load balancer needs them all made again, where a name needs one DNS record.",
    "Give the address a DNS name and write that in endpoint.host. Before kubeadm init this costs nothing.",
    "https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#considerations-about-apiserver-advertise-address-and-controlplaneendpoint"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External && topology.Endpoint.HostAddress is { } address)
        {
            yield return Found($"The load balancer is known by its address {address} alone.", "endpoint.host");
        }
    }
}
