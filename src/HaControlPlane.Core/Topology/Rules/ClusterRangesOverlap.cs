using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP151.</summary>
internal sealed class ClusterRangesOverlap() : TopologyRule(new(
    "HCP151", Error, "Service and pod range share no address.",
    "A pod that gets a Service's address is never reached: kube-proxy sends its packets elsewhere.",
    "Choose ranges apart from each other, such as 10.96.0.0/12 and 10.244.0.0/16.",
    "https://kubernetes.io/docs/concepts/cluster-administration/networking/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Network is { ServiceCidr: { } service, PodCidr: { } pod } && service.Overlaps(pod))
        {
            yield return Found($"The Service range {service.Network} and the pod range {pod.Network} overlap.", "network.podCidr");
        }
    }
}
