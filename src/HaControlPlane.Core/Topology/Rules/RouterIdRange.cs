using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP130.</summary>
internal sealed class RouterIdRange() : TopologyRule(new(
    "HCP130", Error, "The virtual router id is a number from 1 to 255.",
    "It is one byte of a VRRP packet, and 0 is not allowed.",
    "Leave virtualRouterId out to have it derived from the name, or choose another number.",
    "https://www.rfc-editor.org/rfc/rfc5798#section-5.2.3"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.VirtualRouterId is { } id and (< 1 or > 255))
        {
            yield return Found($"The virtual router id is {id}.", "loadBalancer.virtualRouterId");
        }
    }
}
