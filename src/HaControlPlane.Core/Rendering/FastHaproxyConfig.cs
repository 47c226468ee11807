using System.Net.Sockets;
using HaControlPlane.Topology;
using static HaControlPlane.Rendering.FastProfile;

namespace HaControlPlane.Rendering;

/// <summary>haproxy.cfg of the profile <c>fast</c>: real health checks, a monitor of its own, and a last resort.</summary>
internal static class FastHaproxyConfig
{
    public static string Text(ControlPlaneTopology topology)
    {
        var port = topology.Endpoint.Port;
        var monitor = topology.LoadBalancer.MonitorPort;
        if (port == monitor || topology.ApiserverPort == monitor)
        {
            throw RenderFailure.MonitorPortTaken(port == monitor ? "endpoint.port" : "apiserver.port", monitor);
        }

        var ipv6 = topology.Endpoint.VirtualIPs.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6);
        return $$"""
            # /etc/haproxy/haproxy.cfg
            # Written by HaControlPlane from the topology "{{ConfigText.Cluster(topology)}}"; changes made here are lost. Needs haproxy 2.4.
            global
                {{ConfigText.Lines(4, Process(topology.LoadBalancer.RunAs))}}
                maxconn 20000
                # Fewer file descriptors than asked for are better than no balancer.
                no strict-limits
                hard-stop-after {{InHaproxy(ReloadedWorker)}}

            defaults
                log global
                mode tcp
                # Only what went wrong: a cluster opens thousands of connections that went well.
                option dontlognull
                option dontlog-normal
                option log-health-checks
                # A connect that fails is tried on the next server at once, and the client never learns of it.
                retries 3
                option redispatch 1
                timeout connect {{InHaproxy(Connect)}}
                timeout check {{InHaproxy(CheckTimeout)}}
                timeout client {{InHaproxy(Idle)}}
                timeout server {{InHaproxy(Idle)}}
                # Watches, logs -f, exec and port-forward may be silent for long.
                timeout tunnel {{InHaproxy(Tunnel)}}
                timeout client-fin {{InHaproxy(Fin)}}
                timeout server-fin {{InHaproxy(Fin)}}
                # Silence is not death: TCP itself finds out which of the two it is.
                option clitcpka
                clitcpka-idle 30s
                clitcpka-intvl 5s
                clitcpka-cnt 3
                option srvtcpka
                srvtcpka-idle 2s
                srvtcpka-intvl 1s
                srvtcpka-cnt 2

            frontend apiserver
                option tcplog
                bind {{(ipv6 ? ":::" : "*:")}}{{port}}{{(ipv6 ? " v4v6" : "")}}
                use_backend apiservers if { nbsrv(apiservers) ge 1 }
                default_backend last-resort

            backend apiservers
                balance leastconn
                option httpchk GET /readyz
                # 401 is an API server without anonymous access: alive, and all it will say.
                http-check expect rstatus ^(200|401)$
                # The certificate is not verified: before kubeadm init there is no CA to verify it with, and what is
                # asked and answered here is no secret. Clients verify it end to end.
                default-server check check-ssl verify none inter {{InHaproxy(CheckInterval)}} fastinter {{InHaproxy(CheckAgain)}} fall 2 rise 2
                # The first failed connect of a client counts as a failed check.
                default-server observe layer4 error-limit 1 on-error sudden-death
                default-server tcp-ut {{InHaproxy(Unacknowledged)}}
                {{ConfigText.Lines(4, HaproxyConfig.Servers(topology, ""))}}

            # No API server is ready: that is a slow etcd or a cluster being born far more often than a dead one, and
            # whoever still answers is better than nobody.
            backend last-resort
                balance leastconn
                default-server tcp-ut {{InHaproxy(Unacknowledged)}}
                {{ConfigText.Lines(4, HaproxyConfig.Servers(topology, ""))}}

            # haproxy about itself, for keepalived's check, the kubelet's probe and people.
            frontend monitor
                bind {{MonitorAddress}}:{{monitor}}
                mode http
                no log
                timeout tarpit {{InHaproxy(Hold)}}
                timeout client 5s
                acl no-backend nbsrv(apiservers) lt 1
                http-request return status 200 if { path /livez }
                http-request tarpit deny_status 200 if { path /hold }
                http-request return status 503 if { path /readyz } no-backend
                http-request return status 200 if { path /readyz }
                stats enable
                stats uri /stats
            """;
    }

    private static string[] Process(RunAs runAs) => runAs == RunAs.StaticPod
        ? ["log stdout format raw daemon"]
        :
        [
            "# To the journal by way of systemd: no socket in between that fills up or is missing in the chroot.",
            "log stdout format short daemon",
            "user haproxy",
            "group haproxy",
            "chroot /var/lib/haproxy",
            "stats socket /var/lib/haproxy/stats mode 600 level admin expose-fd listeners",
        ];
}
