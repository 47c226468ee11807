using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>The environment of kube-vip's container, in the order and with the words of its own generator.</summary>
internal static class KubeVipEnvironment
{
    private const string Namespace = "kube-system";

    public static IEnumerable<PodVariable> Of(ControlPlaneTopology topology, ControlPlaneNode node, KubeVipVersion version)
    {
        var spec = topology.LoadBalancer.KubeVip;
        var addresses = Addresses(topology, version);
        return
        [
            new("vip_arp", Word(spec.Mode == KubeVipMode.Arp)),
            new("port", Text(topology.ApiserverPort)),
            .. version.NamesNode ? [new("vip_nodename", ValueFrom: new(new("spec.nodeName")))] : None,
            new("vip_interface", Interface(topology, node)),
            new(version.HasCidr ? "vip_cidr" : "vip_subnet", string.Join(',', addresses.Select(a => IsIPv4(a) ? "32" : "128"))),
            .. version.HasDnsMode ? [new("dns_mode", "first")] : None,
            .. version.HasDhcpMode ? [new("dhcp_mode", "ipv4")] : None,
            new("cp_enable", "true"),
            new("cp_namespace", Namespace),
            .. version.WritesDdns ? [new("vip_ddns", "false")] : None,
            .. spec.Services ? Services(spec, version) : None,
            .. spec.Mode == KubeVipMode.Arp ? Election(spec.Lease, version) : Bgp(topology, node, version),
            .. spec.Balancing == KubeVipBalancing.None ? None : Balancing(topology, version),
            new("address", string.Join(',', addresses.Select(ConfigText.Plain))),
            .. version.HasPrometheus ? [new("prometheus_server", ":2112")] : None,
        ];
    }

    private static PodVariable[] None => [];

    /// <summary>IPv4 first, whatever order they are declared in: prefixes are matched to families in this order.</summary>
    private static IReadOnlyList<IPAddress> Addresses(ControlPlaneTopology topology, KubeVipVersion version) => topology.Endpoint.VirtualIPs switch
    {
        [] => throw RenderFailure.KubeVipUnfit("kube-vip has no virtual IP to hold.", "That is all it does.", "Declare endpoint.vip.", "endpoint.vip"),
        { Count: > 1 } when !version.TakesSeveralAddresses => throw RenderFailure.KubeVipUnfit(
            $"kube-vip {version} takes one virtual IP.", "Lists of addresses with a prefix each came with v0.8.2.", "Use a newer version, or one address.", "endpoint.vip"),
        var vips => [.. vips.OrderBy(v => !IsIPv4(v))],
    };

    private static PodVariable[] Services(KubeVipSpec spec, KubeVipVersion version) =>
    [
        new("svc_enable", "true"),
        .. version.NamesServicesLease ? [new("svc_leasename", "plndr-svcs-lock")] : None,
        .. spec.ServicesElection && version.HasServicesElection ? [new("svc_election", "true")] : None,
    ];

    private static PodVariable[] Election(KubeVipLease lease, KubeVipVersion version) =>
    [
        new("vip_leaderelection", "true"),
        .. version.NamesLease ? [new("vip_leasename", "plndr-cp-lock")] : None,
        new("vip_leaseduration", Text(lease.Duration ?? version.DefaultLease.Duration)),
        new("vip_renewdeadline", Text(lease.RenewDeadline ?? version.DefaultLease.RenewDeadline)),
        new("vip_retryperiod", Text(lease.RetryPeriod ?? version.DefaultLease.RetryPeriod)),
    ];

    private static PodVariable[] Bgp(ControlPlaneTopology topology, ControlPlaneNode node, KubeVipVersion version)
    {
        if (topology.LoadBalancer.KubeVip.Bgp is not { Peers.Count: > 0 } bgp)
        {
            throw RenderFailure.KubeVipUnfit("BGP has no peers.", "Nobody would hear of the address.", "Declare loadBalancer.kubeVip.bgp.peers.", "loadBalancer.kubeVip.bgp");
        }

        if (!IsIPv4(node.Address))
        {
            throw RenderFailure.KubeVipUnfit($"{Display.Quote(node.Name)} has no IPv4 address.", "A BGP router id has the form of one.", "Use mode: arp.", "nodes");
        }

        return
        [
            new("bgp_enable", "true"),
            new("bgp_routerid", ConfigText.Plain(node.Address)),
            new("bgp_as", Text(bgp.As)),

            // For a single peer without a list; the generator writes them all the same.
            new("bgp_peeraddress"),
            new("bgp_peerpass"),
            new("bgp_peeras", Text(BgpSpec.DefaultAs)),
            new("bgp_peers", string.Join(',', bgp.Peers.Select(p => Peer(p, version)))),
            .. version.ChecksHealth ? HealthCheck(topology) : None,
        ];
    }

    private static string Peer(BgpPeer peer, KubeVipVersion version) => IsIPv4(peer.Address) || version.TakesIPv6Peers
        ? $"{ConfigText.Host(peer.Address)}:{Text(peer.As)}:{ConfigText.PeerPassword(peer)}:{Word(peer.MultiHop)}"
        : throw RenderFailure.KubeVipUnfit(
            $"kube-vip {version} takes no IPv6 peers.", "It takes them apart at colons.", "Use a newer version.", "loadBalancer.kubeVip.bgp.peers");

    /// <summary>Without it a node announces the address for as long as kube-vip runs, whether or not its API server does.</summary>
    private static PodVariable[] HealthCheck(ControlPlaneTopology topology) =>
    [
        new("control_plane_health_check_address", $"https://{KubeVipPod.ApiserverName}:{Text(topology.ApiserverPort)}/livez"),
        new("control_plane_health_check_period_seconds", "5"),
        new("control_plane_health_check_timeout_seconds", "3"),
        new("control_plane_health_check_failure_threshold", "3"),
        new("control_plane_health_check_ca_path", NodePaths.ClusterCa),
    ];

    private static PodVariable[] Balancing(ControlPlaneTopology topology, KubeVipVersion version) =>
    [
        new("lb_enable", "true"),
        new("lb_port", Text(topology.Endpoint.Port)),
        .. version.ChoosesForwarding ? [new("lb_fwdmethod", TopologyWords.KubeVipBalancings.WordOf(topology.LoadBalancer.KubeVip.Balancing))] : None,
    ];

    /// <summary>With BGP the address is the node's own business, and belongs on the loopback interface.</summary>
    private static string Interface(ControlPlaneTopology topology, ControlPlaneNode node) =>
        topology.LoadBalancer.KubeVip.Mode == KubeVipMode.Bgp && (node.Interface ?? topology.LoadBalancer.Interface) is null
            ? "lo"
            : ConfigText.Interface(topology, node);

    private static bool IsIPv4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    private static string Word(bool flag) => flag ? "true" : "false";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
