namespace HaControlPlane.Topology;

/// <summary>The words a topology file uses for the members of an enumeration: the one list that reader, writer and schema share.</summary>
public static class TopologyWords
{
    /// <summary>Of <c>loadBalancer.kind</c>.</summary>
    public static IReadOnlyDictionary<string, LoadBalancerKind> Kinds { get; } = new Dictionary<string, LoadBalancerKind>
    {
        ["keepalived-haproxy"] = LoadBalancerKind.KeepalivedHaproxy,
        ["kube-vip"] = LoadBalancerKind.KubeVip,
        ["kube-vip-legacy"] = LoadBalancerKind.KubeVipLegacy,
        ["external"] = LoadBalancerKind.External,
    };

    /// <summary>Of <c>loadBalancer.runAs</c>.</summary>
    public static IReadOnlyDictionary<string, RunAs> RunAs { get; } = new Dictionary<string, RunAs>
    {
        ["static-pod"] = Topology.RunAs.StaticPod,
        ["service"] = Topology.RunAs.Service,
    };

    /// <summary>Of <c>loadBalancer.profile</c>.</summary>
    public static IReadOnlyDictionary<string, LoadBalancerProfile> Profiles { get; } = new Dictionary<string, LoadBalancerProfile>
    {
        ["fast"] = LoadBalancerProfile.Fast,
        ["kubeadm"] = LoadBalancerProfile.Kubeadm,
        ["classic"] = LoadBalancerProfile.Classic,
    };

    /// <summary>Of <c>kubeVip.mode</c>.</summary>
    public static IReadOnlyDictionary<string, KubeVipMode> KubeVipModes { get; } = new Dictionary<string, KubeVipMode>
    {
        ["arp"] = KubeVipMode.Arp,
        ["bgp"] = KubeVipMode.Bgp,
    };

    /// <summary>Of <c>kubeVip.balancing</c>.</summary>
    public static IReadOnlyDictionary<string, KubeVipBalancing> KubeVipBalancings { get; } = new Dictionary<string, KubeVipBalancing>
    {
        ["none"] = KubeVipBalancing.None,
        ["local"] = KubeVipBalancing.Local,
        ["masquerade"] = KubeVipBalancing.Masquerade,
    };

    /// <summary>Of <c>ssh.become</c>.</summary>
    public static IReadOnlyDictionary<string, BecomeMethod> Become { get; } = new Dictionary<string, BecomeMethod>
    {
        ["none"] = BecomeMethod.None,
        ["sudo"] = BecomeMethod.Sudo,
    };

    /// <summary>Of <c>ssh.transport</c>.</summary>
    public static IReadOnlyDictionary<string, TransportKind> Transports { get; } = new Dictionary<string, TransportKind>
    {
        ["auto"] = TransportKind.Auto,
        ["openssh"] = TransportKind.OpenSsh,
        ["sshnet"] = TransportKind.SshNet,
    };

    /// <summary>The word of a member; a number outside the enumeration is shown as it is.</summary>
    /// <param name="words">The words of the enumeration.</param>
    /// <param name="value">The member.</param>
    public static string WordOf<T>(this IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum =>
        words.FirstOrDefault(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Key ?? value.ToString();
}
