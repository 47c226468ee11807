using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rendering;

/// <summary>Every reason a topology cannot be rendered, on one page.</summary>
internal static class RenderFailure
{
    private const string KeepalivedManual = "https://www.keepalived.org/manpage.html";

    private static readonly RuleInfo Interface = new(
        "HCP191", Error, "The network interface of the virtual IP is known.",
        "keepalived binds VRRP and the virtual IP to one named interface.",
        "Declare loadBalancer.interface or the node's interface, or let apply find it on the node.",
        KeepalivedManual);

    private static readonly RuleInfo AuthPass = new(
        "HCP192", Error, "A profile that speaks VRRPv2 has a password.",
        "All nodes must agree on the password, else each of them holds the virtual IP.",
        "Declare loadBalancer.authPass, or let apply generate one and keep it on the nodes.",
        KeepalivedManual);

    private static readonly RuleInfo Characters = new(
        "HCP193", Error, "No value has a character that a configuration file would read as its own syntax.",
        "The daemons' configurations cannot escape it: the value could end its line and say anything.",
        "Use only the characters that the error names.");

    private static readonly RuleInfo Addresses = new(
        "HCP194", Error, "The virtual IPs are such as the profile's keepalived can hold.",
        "One VRRP instance carries addresses of one family only.",
        "Declare endpoint.vip, in one family, or use the profile fast.",
        KeepalivedManual);

    private static readonly RuleInfo Image = new(
        "HCP195", Error, "An image is a container image reference.",
        "The kubelet would never start the pod.",
        "Write it as registry/name:tag or registry/name@sha256:digest.",
        "https://github.com/distribution/reference");

    private static readonly RuleInfo Kind = new(
        "HCP196", Error, "Files are asked for of the kind that has them.",
        "Each kind has daemons and files of its own.",
        "Set loadBalancer.kind to the kind that is meant.");

    private static readonly RuleInfo MonitorPort = new(
        "HCP197", Error, "No other port is that of haproxy's own monitor.",
        "Two listeners cannot share the port on the loopback address, and haproxy would not start.",
        "Choose another port.");

    private static readonly RuleInfo KubeVip = new(
        "HCP198", Error, "What is asked of kube-vip is what the release of its image can do.",
        "kube-vip takes its settings from its environment, and leaves out in silence what a release does not know.",
        "Choose what the error names.",
        "https://kube-vip.io/docs/");

    /// <summary>All of them, for the catalogue.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } = [Interface, AuthPass, Characters, Addresses, Image, Kind, MonitorPort, KubeVip];

    public static RenderException InterfaceUnknown(ControlPlaneNode node) =>
        Refused(Interface.Found($"The network interface of the virtual IP on {node.Name} is not known."), "loadBalancer.interface", node.Name);

    public static RenderException AuthPassMissing(ControlPlaneTopology topology) =>
        Refused(AuthPass.Found($"The profile {topology.LoadBalancer.Profile.ToString().ToLowerInvariant()} speaks VRRPv2 with a password, and there is none."), "loadBalancer.authPass");

    /// <summary>The value itself is left out: it may be a secret, or carry terminal escapes.</summary>
    public static RenderException UnsafeValue(string path, string allowed, string? node = null) =>
        Refused(Characters.Found($"{path} has a character that a configuration file would read as its own syntax.", fix: $"Use only {allowed}."), path, node);

    public static RenderException NoVirtualIP() => AddressesUnfit("There is no virtual IP for keepalived to hold.", "Declare endpoint.vip.");

    public static RenderException AddressesUnfit(string what, string fix) => Refused(Addresses.Found(what, fix: fix), "endpoint.vip");

    public static RenderException ImageUnreadable(string path) => Refused(Image.Found($"{path} is not a container image reference."), path);

    public static RenderException KindUnsupported(LoadBalancerKind kind, string what) =>
        Refused(Kind.Found($"{what} for the load balancer kind {TopologyWords.Kinds.WordOf(kind)}."), "loadBalancer.kind");

    public static RenderException KubeVipUnfit(string what, string why, string fix, string path) =>
        Refused(KubeVip.Found(what, fix: fix) with { Why = why }, path);

    public static RenderException MonitorPortTaken(string path, int port) =>
        Refused(MonitorPort.Found($"{path} is {port}, which haproxy's own monitor listens on."), path);

    private static RenderException Refused(Finding finding, string path, string? node = null) => new(finding with { Path = path, Node = node });
}
