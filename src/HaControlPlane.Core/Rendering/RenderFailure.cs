using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>Every reason a topology cannot be rendered, on one page.</summary>
internal static class RenderFailure
{
    private const string KeepalivedManual = "keepalived.conf(5)";

    public static RenderException InterfaceUnknown(ControlPlaneNode node) => new(new Finding
    {
        Id = "HCP191",
        Severity = FindingSeverity.Error,
        What = $"The network interface of the virtual IP on {node.Name} is not known.",
        Why = "keepalived binds VRRP and the virtual IP to one named interface.",
        Fix = "Declare loadBalancer.interface or the node's interface, or let apply find it on the node.",
        Reference = KeepalivedManual,
        Path = "loadBalancer.interface",
        Node = node.Name,
    });

    public static RenderException AuthPassMissing(ControlPlaneTopology topology) => new(new Finding
    {
        Id = "HCP192",
        Severity = FindingSeverity.Error,
        What = $"The profile {topology.LoadBalancer.Profile.ToString().ToLowerInvariant()} speaks VRRPv2 with a password, and there is none.",
        Why = "All nodes must agree on the password, else each of them holds the virtual IP.",
        Fix = "Declare loadBalancer.authPass, or let apply generate one and keep it on the nodes.",
        Reference = KeepalivedManual,
        Path = "loadBalancer.authPass",
    });

    /// <summary>The value itself is left out: it may be a secret, or carry terminal escapes.</summary>
    public static RenderException UnsafeValue(string path, string allowed, string? node = null) => new(new Finding
    {
        Id = "HCP193",
        Severity = FindingSeverity.Error,
        What = $"{path} has a character that a configuration file would read as its own syntax.",
        Why = "The daemons' configurations cannot escape it: the value could end its line and say anything.",
        Fix = $"Use only {allowed}.",
        Path = path,
        Node = node,
    });

    public static RenderException AddressesUnfit(string what, string fix) => new(new Finding
    {
        Id = "HCP194",
        Severity = FindingSeverity.Error,
        What = what,
        Why = "One VRRP instance carries addresses of one family only.",
        Fix = fix,
        Reference = KeepalivedManual,
        Path = "endpoint.vip",
    });

    public static RenderException ImageUnreadable(string path) => new(new Finding
    {
        Id = "HCP195",
        Severity = FindingSeverity.Error,
        What = $"{path} is not a container image reference.",
        Why = "The kubelet would never start the pod.",
        Fix = "Write it as registry/name:tag or registry/name@sha256:digest.",
        Reference = "https://github.com/distribution/reference",
        Path = path,
    });

    public static RenderException KindUnsupported(LoadBalancerKind kind) => new(new Finding
    {
        Id = "HCP196",
        Severity = FindingSeverity.Error,
        What = $"There are no keepalived and haproxy files for the load balancer kind {kind}.",
        Why = "Only the kind keepalived-haproxy runs these two daemons.",
        Fix = "Set loadBalancer.kind to keepalived-haproxy.",
        Path = "loadBalancer.kind",
    });

    public static RenderException MonitorPortTaken(string path) => new(new Finding
    {
        Id = "HCP197",
        Severity = FindingSeverity.Error,
        What = $"{path} is {FastProfile.MonitorPort}, which haproxy's own monitor listens on.",
        Why = "Two listeners cannot share the port on the loopback address, and haproxy would not start.",
        Fix = "Choose another port.",
        Path = path,
    });
}
