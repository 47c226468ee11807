using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>
/// keepalived.conf of the profile <c>fast</c>: VRRPv3 unicast, 50 ms adverts, everyone starts as BACKUP and nobody
/// preempts. Addresses of the other family than the node's own are moved along, outside the adverts: one election, so
/// the two addresses can never part.
/// </summary>
internal static class FastKeepalivedConfig
{
    /// <summary>Each node's line among its peers', under the indents of the block and of the template.</summary>
    private static readonly PerTopology<string[]> PeerLines = new(topology => [.. topology.Nodes.Select(n => $"\n        {ConfigText.Plain(n.Address)}")]);

    public static string Text(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var vrrp = VrrpSettings.For(topology);
        var cluster = ConfigText.Cluster(topology);
        var advert = vrrp.AdvertInterval.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture);
        var family = Family(topology, node);
        var own = topology.Endpoint.VirtualIPs.Where(a => a.AddressFamily == family);

        return $$"""
            ! /etc/keepalived/keepalived.conf
            ! Written by HaControlPlane from the topology "{{cluster}}"; changes made here are lost.
            global_defs {
                router_id {{cluster}}-{{ConfigText.Node(topology, node)}}
                vrrp_version {{vrrp.Version}}
                ! Scripts that anybody but root could change do not run. As root, since "keepalived -t" of 2.2.7 kills
                ! itself over any other user; what the check does is two kinds of GET.
                enable_script_security
                script_user root
                ! An advert that leaves late looks like a dead node, so keepalived runs before ordinary processes. Not in
                ! real time: the kernel kills a real-time keepalived that is busy for long (RLIMIT_RTTIME).
                vrrp_priority -20
                ! After a split, the one that steps down says so, and the one that stays answers with its announcement:
                ! without this, neighbours keep sending to the former for seconds.
                vrrp_higher_prio_send_advert true
                ! Neighbours that missed an announcement hear the next one.
                vrrp_garp_master_refresh 10
            }

            ! haproxy holds the request of this check, so its death fails it at once. The check has limits of its own and
            ! knows a starved node from a dead haproxy; the timeout is for a run that gets no processor at all.
            vrrp_script haproxy_alive {
                script "{{NodePaths.ApiserverCheck}} alive"
                interval {{FastProfile.AliveInterval.TotalSeconds}}
                timeout {{FastProfile.RunLimit.TotalSeconds}}
                fall 1
                rise 1
            }

            ! Slower: when API servers come back from an outage of all, some nodes see it half a second before others.
            vrrp_script api_ready {
                script "{{NodePaths.ApiserverCheck}} ready"
                interval 1
                timeout {{FastProfile.RunLimit.TotalSeconds}}
                fall 3
                rise 1
            }

            vrrp_instance {{cluster}} {
                state BACKUP
                nopreempt
                interface {{ConfigText.Interface(topology, node)}}
                virtual_router_id {{vrrp.VirtualRouterId}}
                priority {{vrrp.Priorities[node.Name]}}
                advert_int {{advert}}
                {{ConfigText.Lines(4, [.. Unicast(topology, node), .. Addresses("virtual_ipaddress", own), .. OtherFamily(topology, family)])}}
                track_script {
                    haproxy_alive
                    api_ready
                }
            }
            """;
    }

    /// <summary>The family VRRP speaks in: the node's own, unless no virtual IP is of it.</summary>
    private static AddressFamily Family(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var families = topology.Endpoint.VirtualIPs.Select(a => a.AddressFamily).ToList();
        return families.Contains(node.Address.AddressFamily) ? node.Address.AddressFamily : families[0];
    }

    /// <summary>The peers by address. An address of the other family cannot carry this instance: multicast then.</summary>
    private static IEnumerable<string> Unicast(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var family = Family(topology, node);
        if (topology.Nodes.All(n => n.Name == node.Name) || topology.Nodes.Any(n => n.Address.AddressFamily != family))
        {
            return [];
        }

        var lines = PeerLines.Of(topology);
        return [$"unicast_src_ip {ConfigText.Plain(node.Address)}", "unicast_peer {" + string.Concat(lines.Where((_, i) => topology.Nodes[i].Name != node.Name)), "}"];
    }

    private static IEnumerable<string> OtherFamily(ControlPlaneTopology topology, AddressFamily family)
    {
        var others = topology.Endpoint.VirtualIPs.Where(a => a.AddressFamily != family).ToList();
        return others.Count == 0 ? [] : Addresses("virtual_ipaddress_excluded", others);
    }

    /// <summary>As a host route's width: nothing on the node then takes the virtual IP for its own subnet or source address.</summary>
    private static IEnumerable<string> Addresses(string keyword, IEnumerable<IPAddress> addresses) =>
        Block(keyword, addresses.Select(a => $"{ConfigText.Plain(a)}/{a.GetAddressBytes().Length * 8}"));

    private static IEnumerable<string> Block(string keyword, IEnumerable<string> lines) =>
        [keyword + " {", .. lines.Select(line => "    " + line), "}"];
}
