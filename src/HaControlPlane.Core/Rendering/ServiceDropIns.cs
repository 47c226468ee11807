using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>What the profile <c>fast</c> adds to the distribution's systemd units. The text profiles add nothing, as upstream.</summary>
public static class ServiceDropIns
{
    /// <summary>The drop-ins of one node: haproxy's and keepalived's; none where nothing runs as a service or the profile is not fast.</summary>
    public static IReadOnlyList<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node) =>
        topology.LoadBalancer is { RunAs: RunAs.Service, Profile: LoadBalancerProfile.Fast }
            ? [Haproxy(node), Keepalived(node)]
            : [];

    private static NodeFile Haproxy(ControlPlaneNode node) => new()
    {
        Node = node,
        Path = NodePaths.HaproxyDropIn,
        Role = NodeFileRole.HaproxyUnitDropIn,
        Content = ConfigText.Finish($$"""
            # {{NodePaths.HaproxyDropIn}}
            # A balancer that died is back before most clients notice, however often it dies.
            [Unit]
            StartLimitIntervalSec=0

            [Service]
            Restart=always
            RestartSec=100ms
            """),
    };

    private static NodeFile Keepalived(ControlPlaneNode node) => new()
    {
        Node = node,
        Path = NodePaths.KeepalivedDropIn,
        Role = NodeFileRole.KeepalivedUnitDropIn,
        Content = ConfigText.Finish($$"""
            # {{NodePaths.KeepalivedDropIn}}
            # A keepalived that was killed leaves the virtual IP on its interface while another node takes it over, too.
            # Only its next start removes it; Debian's unit would never start it again.
            [Unit]
            Wants=network-online.target haproxy.service
            After=network-online.target haproxy.service
            StartLimitIntervalSec=0

            [Service]
            Restart=always
            RestartSec=100ms
            """),
    };
}
