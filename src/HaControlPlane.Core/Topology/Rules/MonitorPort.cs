using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP273.</summary>
internal sealed class MonitorPort() : TopologyRule(new(
    "HCP273", Error, "The monitor port is a port that nothing else has, and is given only where haproxy tells of itself.",
    "haproxy does not start where another program has the port on 127.0.0.1, and keepalived's check asks there.",
    "Choose another loadBalancer.monitorPort from 1024 to 65535, or leave it out for 8404."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        var port = topology.LoadBalancer.MonitorPort;
        if (!topology.UsesKeepalived() || topology.UsesTextProfile())
        {
            if (port != LoadBalancerSpec.DefaultMonitorPort)
            {
                yield return Found($"monitorPort is set, but {topology.BalancerInWords()} has no use for it.", Path);
            }

            yield break;
        }

        var fault = port switch
        {
            < 1 or > 65535 => "no TCP port",
            _ when port == topology.Endpoint.Port => "endpoint.port, too",
            _ when port == topology.ApiserverPort => "apiserver.port, too",
            < 1024 when topology.UsesStaticPods() => "one that haproxy's image may not open",
            _ => PortTaken.OwnerOf(port) is { } owner ? $"the port of {owner}" : null,
        };
        if (fault is not null)
        {
            yield return Found($"loadBalancer.monitorPort is {port}: {fault}.", Path);
        }
    }

    private const string Path = "loadBalancer.monitorPort";
}
