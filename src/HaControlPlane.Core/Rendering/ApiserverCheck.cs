using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>check_apiserver.sh: may this node hold the virtual IP?</summary>
public static class ApiserverCheck
{
    /// <summary>The script of one node.</summary>
    /// <exception cref="RenderException">HCP194 the classic text has one virtual IP, and there is none or more than one.</exception>
    public static NodeFile Render(ControlPlaneTopology topology, ControlPlaneNode node) => new()
    {
        Node = node,
        Path = NodePaths.ApiserverCheck,
        Role = NodeFileRole.ApiserverCheck,
        Mode = "0755",
        Content = ConfigText.Finish(topology.LoadBalancer.Profile switch
        {
            LoadBalancerProfile.Classic => ClassicText(topology),
            LoadBalancerProfile.Kubeadm => KubeadmText(topology),
            _ => FastApiserverCheck.Text(topology, node),
        }),
    };

    private static string ClassicText(ControlPlaneTopology topology)
    {
        if (topology.Endpoint.VirtualIPs is not [var address])
        {
            throw RenderFailure.AddressesUnfit("The classic check asks exactly one virtual IP.", "Declare one, or use the profile fast.");
        }

        var vip = ConfigText.Plain(address);
        var port = topology.Endpoint.Port;
        return $$"""
            #!/bin/sh

            errorExit() {
                echo "*** $*" 1>&2
                exit 1
            }

            curl --silent --max-time 2 --insecure https://localhost:{{port}}/ -o /dev/null || errorExit "Error GET https://localhost:{{port}}/"
            if ip addr | grep -q {{vip}}; then
                curl --silent --max-time 2 --insecure https://{{vip}}:{{port}}/ -o /dev/null || errorExit "Error GET https://{{vip}}:{{port}}/"
            fi
            """;
    }

    private static string KubeadmText(ControlPlaneTopology topology)
    {
        var port = topology.Endpoint.Port;
        return $$"""
            #!/bin/sh

            errorExit() {
                echo "*** $*" 1>&2
                exit 1
            }

            curl -sfk --max-time 2 https://localhost:{{port}}/healthz -o /dev/null || errorExit "Error GET https://localhost:{{port}}/healthz"
            """;
    }
}
