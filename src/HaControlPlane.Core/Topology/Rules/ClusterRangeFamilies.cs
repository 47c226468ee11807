using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP152.</summary>
internal sealed class ClusterRangeFamilies() : TopologyRule(new(
    "HCP152", Error, "Service and pod range are of the same address family.",
    "A Service of one family finds no pods of the other.",
    "Choose two IPv4 or two IPv6 ranges.",
    "https://kubernetes.io/docs/concepts/services-networking/dual-stack/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Network is { ServiceCidr: { } service, PodCidr: { } pod } && service.Address.AddressFamily != pod.Address.AddressFamily)
        {
            yield return Found(
                $"The Service range {service} is {AddressText.Family(service.Address)}, the pod range {pod} {AddressText.Family(pod.Address)}.",
                "network.podCidr");
        }
    }
}
