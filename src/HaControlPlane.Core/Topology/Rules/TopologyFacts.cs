using System.Net;

namespace HaControlPlane.Topology.Rules;

/// <summary>Questions that several rules ask of a topology.</summary>
internal static class TopologyFacts
{
    /// <summary>True when keepalived and haproxy are what we render.</summary>
    public static bool UsesKeepalived(this ControlPlaneTopology topology) => topology.LoadBalancer.Kind == LoadBalancerKind.KeepalivedHaproxy;

    /// <summary>True when that text is upstream's, not ours.</summary>
    public static bool UsesTextProfile(this ControlPlaneTopology topology) =>
        topology.UsesKeepalived() && topology.LoadBalancer.Profile != LoadBalancerProfile.Fast;

    /// <summary>True when keepalived and haproxy run as static pods.</summary>
    public static bool UsesStaticPods(this ControlPlaneTopology topology) =>
        topology.UsesKeepalived() && topology.LoadBalancer.RunAs == RunAs.StaticPod;

    /// <summary>Who decides which settings there are, for people: <c>profile kubeadm</c>, <c>kind kube-vip</c>.</summary>
    public static string BalancerInWords(this ControlPlaneTopology topology) => topology.UsesKeepalived()
        ? $"profile {TopologyWords.Profiles.WordOf(topology.LoadBalancer.Profile)}"
        : $"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)}";

    /// <summary>The version of kube-vip, where today's kube-vip is what we render and its version is known.</summary>
    public static KubeVipVersion? KubeVip(this ControlPlaneTopology topology) =>
        topology.LoadBalancer.Kind == LoadBalancerKind.KubeVip ? KubeVipVersions.Of(topology.LoadBalancer) : null;

    /// <summary>Where kube-vip's version was written, or would be.</summary>
    public static string KubeVipVersionPath(this ControlPlaneTopology topology) =>
        topology.LoadBalancer.KubeVip.Version is not null ? "loadBalancer.kubeVip.version"
        : topology.LoadBalancer.Images.KubeVip is not null ? "loadBalancer.images.kubeVip"
        : "loadBalancer.kind";

    /// <summary>
    /// True when the file says something at a path, even when it could not be understood. The reader has reported that
    /// already; a rule that missed the value would report the same mistake twice.
    /// </summary>
    public static bool IsWritten(this ControlPlaneTopology topology, string path) => topology.Source?.Locations.ContainsKey(path) == true;

    /// <summary>The nodes with their paths.</summary>
    public static IEnumerable<(ControlPlaneNode Node, string Path)> NodesWithPaths(this ControlPlaneTopology topology) =>
        topology.Nodes.Select((n, i) => (n, $"nodes[{i}]"));

    /// <summary>Where an SSH key of a node was written: with the node, else at the top for all of them.</summary>
    public static string SshPath(this ControlPlaneTopology topology, string nodePath, string key) =>
        !topology.IsWritten($"{nodePath}.ssh.{key}") && topology.IsWritten($"ssh.{key}") ? $"ssh.{key}" : $"{nodePath}.ssh.{key}";

    /// <summary>The virtual IPs with their paths.</summary>
    public static IEnumerable<(IPAddress Address, string Path)> VirtualIPsWithPaths(this ControlPlaneTopology topology) =>
        topology.Endpoint.VirtualIPs.Select((a, i) => (a, $"endpoint.vip[{i}]"));

    /// <summary>The Service and pod ranges that are declared, with the names they go by.</summary>
    public static IEnumerable<(Cidr Range, string Name, string Path)> ClusterRanges(this ControlPlaneTopology topology)
    {
        if (topology.Network.ServiceCidr is { } service)
        {
            yield return (service, "Service range", "network.serviceCidr");
        }

        if (topology.Network.PodCidr is { } pod)
        {
            yield return (pod, "pod range", "network.podCidr");
        }
    }

    /// <summary>Groups of nodes that share a key, each group of two or more.</summary>
    public static IEnumerable<IGrouping<TKey, (ControlPlaneNode Node, string Path)>> SharedBy<TKey>(
        this ControlPlaneTopology topology, Func<ControlPlaneNode, TKey> key, IEqualityComparer<TKey>? comparer = null) =>
        topology.NodesWithPaths().GroupBy(n => key(n.Node), comparer).Where(g => g.Skip(1).Any());
}
