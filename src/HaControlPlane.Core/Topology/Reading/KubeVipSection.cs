using System.Net;

namespace HaControlPlane.Topology.Reading;

/// <summary>The keys of <c>loadBalancer.kubeVip</c>.</summary>
internal static class KubeVipSection
{
    /// <summary>What the section says; every default where it is absent.</summary>
    public static KubeVipSpec Read(MappingReader section, ReadSession session)
    {
        var defaults = new KubeVipSpec();
        var hasBgp = section.Has("bgp");
        var bgp = Bgp(section.Section("bgp"), session);
        var spec = new KubeVipSpec
        {
            Version = section.Text("version"),
            Mode = section.Choice("mode", TopologyWords.KubeVipModes) ?? defaults.Mode,
            Services = section.Flag("services") ?? defaults.Services,
            ServicesElection = section.Flag("servicesElection") ?? defaults.ServicesElection,
            Balancing = section.Choice("balancing", TopologyWords.KubeVipBalancings) ?? defaults.Balancing,
            PrivateHosts = section.Flag("privateHosts") ?? defaults.PrivateHosts,
            BindToVip = section.Flag("bindToVip") ?? defaults.BindToVip,
            Lease = Lease(section.Section("lease")),
            Bgp = hasBgp ? bgp : null,
        };
        section.RefuseOthers();
        return spec;
    }

    private static KubeVipLease Lease(MappingReader section)
    {
        var lease = new KubeVipLease
        {
            Duration = section.Integer("duration"),
            RenewDeadline = section.Integer("renewDeadline"),
            RetryPeriod = section.Integer("retryPeriod"),
        };
        section.RefuseOthers();
        return lease;
    }

    private static BgpSpec Bgp(MappingReader section, ReadSession session)
    {
        var bgp = new BgpSpec
        {
            As = section.Long("as") ?? BgpSpec.DefaultAs,
            Peers = session.Usable("loadBalancer.kubeVip.bgp.peers", [.. section.Items("peers").Select(p => p is null ? null : Peer(p))]),
        };
        section.RefuseOthers();
        return bgp;
    }

    private static BgpPeer? Peer(MappingReader item)
    {
        var address = item.Parsed<IPAddress>("address", AddressText.TryParse, TopologySections.AddressForm);
        var number = item.Long("as");
        var password = item.Text("password") is { } text ? new Secret(text) : null;
        var multiHop = item.Flag("multiHop") ?? false;
        item.Require("address", "as");
        item.RefuseOthers();
        return address is null || number is null ? null : new BgpPeer(address, number.Value, password, multiHop);
    }
}
