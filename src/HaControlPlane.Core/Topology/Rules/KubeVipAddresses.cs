using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP189.</summary>
internal sealed class KubeVipAddresses() : TopologyRule(new(
    "HCP189", Error, "Two virtual IPs have a kube-vip that gives each its prefix.",
    "Before v0.8.2 one prefix goes to all of them, and an IPv6 address with an IPv4 prefix routes half the network to itself.",
    "Use v0.8.2 or newer."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.KubeVip() is { TakesSeveralAddresses: false } version && topology.Endpoint.VirtualIPs.Count > 1)
        {
            yield return Found($"kube-vip {version} takes one virtual IP.", "endpoint.vip[1]");
        }
    }
}
