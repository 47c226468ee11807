using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP139.</summary>
internal sealed class AdvertInterval() : TopologyRule(new(
    "HCP139", Error, "The advert interval is one that VRRPv3 can say, and is given only where it is heard.",
    "VRRPv3 counts hundredths of a second; more than a second is slower than what profile fast is to replace. The other profiles keep their published text, and kube-vip speaks no VRRP.",
    "Write 10 to 1000 in steps of 10, with profile fast, or leave advertIntervalMs out for 50.",
    "https://www.rfc-editor.org/rfc/rfc5798#section-5.2.7"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.AdvertIntervalMs is not { } interval)
        {
            yield break;
        }

        if (!topology.UsesKeepalived() || topology.UsesTextProfile())
        {
            yield return Found($"advertIntervalMs is set, but {topology.BalancerInWords()} has no use for it.", "loadBalancer.advertIntervalMs");
        }
        else if (!CanBeSaid(interval))
        {
            yield return Found($"The advert interval is {interval} ms.", "loadBalancer.advertIntervalMs");
        }
    }

    /// <summary>Whole hundredths of a second, and no more than one second.</summary>
    public static bool CanBeSaid(int milliseconds) => milliseconds is >= 10 and <= 1000 && milliseconds % 10 == 0;
}
