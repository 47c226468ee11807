using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP157.</summary>
internal sealed class AdvertIntervalShort() : TopologyRule(new(
    "HCP157", Warning, "The advert interval is long enough for a busy machine.",
    "A backup that hears nothing for three adverts takes the address. With both cores saturated the address moved once a minute at 20 ms, whatever keepalived's priority, and not in ten minutes at 50 ms.",
    "Write 50 or more.",
    "https://www.rfc-editor.org/rfc/rfc5798#section-6.1"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.UsesKeepalived() && topology.LoadBalancer.AdvertIntervalMs is { } interval and < VrrpSettings.DefaultAdvertMs && AdvertInterval.CanBeSaid(interval))
        {
            yield return Found($"The advert interval is {interval} ms.", "loadBalancer.advertIntervalMs");
        }
    }
}
