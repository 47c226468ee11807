using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP168. Nodes of both families are HCP108's to name.</summary>
internal sealed class ServiceRangeFamily() : TopologyRule(new(
    "HCP168", Error, "The Service range is of the family of the nodes' addresses.",
    "kube-apiserver does not start when its advertise address, which kubeadm takes from the node's address, is of another family than its "
        + "first range of Services.",
    "Choose a range of the nodes' family.",
    "https://kubernetes.io/docs/concepts/services-networking/dual-stack/"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.Network.ServiceCidr is { } service && topology.Nodes.All(n => n.Address.AddressFamily != service.Address.AddressFamily)
            && topology.Nodes is [var first, ..])
        {
            yield return Found(
                $"The Service range {service} is {AddressText.Family(service.Address)}, the nodes' addresses are {AddressText.Family(first.Address)}.",
                "network.serviceCidr");
        }
    }
}
