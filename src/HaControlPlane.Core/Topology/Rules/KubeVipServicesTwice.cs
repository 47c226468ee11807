using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP147.</summary>
internal sealed class KubeVipServicesTwice() : TopologyRule(new(
    "HCP147", Warning, "An election for each Service is not used with kube-vip 1.2.",
    "From v1.2.0 on the address of a Service has been seen on two nodes at once.",
    "Leave servicesElection out, or use v1.1.2.",
    "kube-vip/kube-vip#1579"))
{
    private static readonly Version First = new(1, 2, 0);

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.KubeVip() is { } version && version.Number >= First && topology.LoadBalancer.KubeVip is { Services: true, ServicesElection: true })
        {
            yield return Found($"servicesElection is on with kube-vip {version}.", "loadBalancer.kubeVip.servicesElection");
        }
    }
}
