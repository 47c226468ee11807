using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP275.</summary>
internal sealed class SELinuxRefusesPort() : NodeRule(new(
    "HCP275", Warning, "SELinux lets haproxy listen and connect where it must.",
    "The policy keeps a haproxy service to the ports of web servers. It does not start on another port, and takes every API server for dead on another.",
    "setsebool -P haproxy_connect_any on",
    "https://www.mankier.com/8/haproxy_selinux"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes)
    {
        if (topology.LoadBalancer.RunAs != RunAs.Service)
        {
            yield break;
        }

        int[] needed = [topology.Endpoint.Port, topology.ApiserverPort, .. topology.LoadBalancer.Profile == LoadBalancerProfile.Fast ? [topology.LoadBalancer.MonitorPort] : Array.Empty<int>()];
        foreach (var look in nodes)
        {
            if (look.Facts.SELinuxPolicy?.Refused(needed) is { Count: > 0 } refused)
            {
                yield return Found(
                    look.Node, $"SELinux does not let haproxy use port {string.Join(", ", refused)}: haproxy_connect_any is off.",
                    fix: $"setsebool -P haproxy_connect_any on; or for these ports alone: {string.Join("; ", refused.Select(p => $"semanage port -a -t http_port_t -p tcp {p}"))}");
            }
        }
    }
}
