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
            var user = topology.UsesKeepalived() ? $"profile {TopologyWords.Profiles.WordOf(topology.LoadBalancer.Profile)}" : $"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)}";
            yield return Found($"advertIntervalMs is set, but {user} has no use for it.", "loadBalancer.advertIntervalMs");
        }
        else if (interval is < 10 or > 1000 || interval % 10 != 0)
        {
            yield return Found($"The advert interval is {interval} ms.", "loadBalancer.advertIntervalMs");
        }
    }
}
