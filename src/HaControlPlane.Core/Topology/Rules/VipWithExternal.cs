using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP102.</summary>
internal sealed class VipWithExternal() : TopologyRule(new(
    "HCP102", Error, "An external load balancer has no virtual IP here.",
    "Nothing on the nodes would ever hold the address; it would only look as if something did.",
    "Move the address to endpoint.host, or write the load balancer's name there; or choose a kind that holds the address on the nodes."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External && topology.Endpoint.VirtualIPs.Count > 0)
        {
            yield return Found($"kind external has the virtual IP {Display.List(topology.Endpoint.VirtualIPs)}.", "endpoint.vip");
        }
    }
}
