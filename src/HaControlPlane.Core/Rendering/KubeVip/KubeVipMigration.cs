using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>From kube-vip 0.1.1 to today's.</summary>
public static class KubeVipMigration
{
    /// <summary>
    /// The topology with today's kube-vip. Virtual IP, interface and port stay. Where the port is not the API servers' own,
    /// IPVS leads from the one to the other, in a privileged container.
    /// </summary>
    public static ControlPlaneTopology ToModern(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var balancer = topology.LoadBalancer;
        return topology with
        {
            LoadBalancer = balancer with
            {
                Kind = LoadBalancerKind.KubeVip,
                Images = balancer.Images with { KubeVip = null },
                KubeVip = balancer.KubeVip with
                {
                    BindToVip = false,
                    Balancing = topology.Endpoint.Port == topology.ApiserverPort ? balancer.KubeVip.Balancing : KubeVipBalancing.Masquerade,
                },
            },
        };
    }
}
