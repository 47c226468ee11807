using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Topology;

/// <summary>Which version of kube-vip a topology runs, and which versions nobody should run.</summary>
public static class KubeVipVersions
{
    /// <summary>Where kube-vip's images are.</summary>
    public const string Repository = "ghcr.io/kube-vip/kube-vip";

    private static readonly Dictionary<string, KubeVipFlaw> Flaws = new(StringComparer.Ordinal)
    {
        ["v0.8.1"] = new("gives the address no prefix unless told, and does not start", "v0.8.2", "kube-vip/kube-vip#891"),
        ["v1.0.1"] = StalledElection,
        ["v1.0.2"] = StalledElection,
        ["v1.0.3"] = StalledElection,
        ["v1.2.2"] = new("reaches the API by the server of admin.conf, which is the virtual IP: after a cold start neither comes first", "v1.2.3", "kube-vip/kube-vip#1654"),
    };

    private static KubeVipFlaw StalledElection => new("may stall in its election, and the virtual IP is on no node", "v1.0.4", "kube-vip/kube-vip#1377");

    /// <summary>What is wrong with a version that must not be run; null when nothing is known.</summary>
    public static KubeVipFlaw? FlawOf(KubeVipVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Flaws.GetValueOrDefault(version.ToString());
    }

    /// <summary>The version a load balancer runs: what is declared, else what its image's tag says, else the newest. Null when neither tells.</summary>
    public static KubeVipVersion? Of(LoadBalancerSpec balancer)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        var text = balancer.KubeVip.Version ?? (balancer.Images.KubeVip is { } image ? ImageFacts.TagOf(image) : KubeVipVersion.Newest.ToString());
        return KubeVipVersion.TryParse(text, out var version) ? version : null;
    }
}
