using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP131.</summary>
internal sealed class RouterIdOfDistributions() : TopologyRule(new(
    "HCP131", Information, "The virtual router id is not 51.",
    "51 stands in the sample every distribution ships, so another keepalived on the same network is likely to use it too.",
    "Leave virtualRouterId out to have it derived from the name.",
    "acassen/keepalived#2444"))
{
    private const int SampleId = 51;

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.UsesKeepalived() && topology.LoadBalancer.VirtualRouterId == SampleId)
        {
            yield return Found("The virtual router id is 51, everybody's sample.", "loadBalancer.virtualRouterId");
        }
    }
}
