using System.Net.Sockets;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>keepalived.conf: who holds the virtual IP.</summary>
public static class KeepalivedConfig
{
    /// <summary>The configuration of one node.</summary>
    /// <exception cref="RenderException">
    /// HCP191 the interface is not known; HCP192 a VRRPv2 profile without password; HCP193 a value would break the
    /// syntax; HCP194 there is no virtual IP, or more families of them than the profile's text can say.
    /// </exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        if (topology.Endpoint.VirtualIPs.Count == 0)
        {
            throw RenderFailure.NoVirtualIP();
        }

        var fast = topology.LoadBalancer.Profile == LoadBalancerProfile.Fast;
        return new NodeFile
        {
            Node = node,
            Path = NodePaths.KeepalivedConfig,
            Role = NodeFileRole.KeepalivedConfig,
            Content = ConfigText.Finish(fast ? FastKeepalivedConfig.Text(topology, node) : UpstreamText(topology, node)),
            // Whoever reads the password can take the virtual IP. keepalived reads it as root, in its container too.
            Mode = fast ? "0644" : "0600",
            Secrets = !fast && topology.LoadBalancer.AuthPass is { } password ? [password] : [],
        };
    }

    /// <summary>kubeadm's text, the same today as in the seed. MASTER is the node of the highest priority.</summary>
    private static string UpstreamText(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        var families = topology.Endpoint.VirtualIPs.Select(a => a.AddressFamily).Distinct().ToList();
        if (families is not [AddressFamily.InterNetwork])
        {
            throw RenderFailure.AddressesUnfit(
                "The profiles classic and kubeadm speak VRRPv2, which carries IPv4 only.",
                "Declare one IPv4 virtual IP, or use the profile fast.");
        }

        var vrrp = VrrpSettings.For(topology);
        var first = topology.Nodes.MaxBy(n => vrrp.Priorities[n.Name]);
        var state = node.Name == first?.Name ? "MASTER" : "BACKUP";
        var addresses = ConfigText.Lines(8, topology.Endpoint.VirtualIPs.Select(ConfigText.Plain));

        return $$"""
            ! /etc/keepalived/keepalived.conf
            ! Configuration File for keepalived
            global_defs {
                router_id LVS_DEVEL
            }
            vrrp_script check_apiserver {
              script "/etc/keepalived/check_apiserver.sh"
              interval 3
              weight {{vrrp.CheckWeight}}
              fall 10
              rise 2
            }

            vrrp_instance VI_1 {
                state {{state}}
                interface {{ConfigText.Interface(topology, node)}}
                virtual_router_id {{vrrp.VirtualRouterId}}
                priority {{vrrp.Priorities[node.Name]}}
                authentication {
                    auth_type PASS
                    auth_pass {{ConfigText.Password(topology)}}
                }
                virtual_ipaddress {
                    {{addresses}}
                }
                track_script {
                    check_apiserver
                }
            }
            """;
    }
}
