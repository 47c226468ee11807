namespace HaControlPlane.Topology.Writing;

/// <summary>The tree of <c>loadBalancer.kubeVip</c>: what is not the default.</summary>
internal static class KubeVipTree
{
    /// <summary>The tree; without keys where everything is the default.</summary>
    public static Branch Of(KubeVipSpec spec, bool includeSecrets)
    {
        var defaults = new KubeVipSpec();
        return new Branch()
            .Add("version", spec.Version)
            .AddUnless(defaults.Mode, "mode", spec.Mode, TopologyWords.KubeVipModes.WordOf(spec.Mode))
            .AddUnless(defaults.Services, "services", spec.Services)
            .AddUnless(defaults.ServicesElection, "servicesElection", spec.ServicesElection)
            .AddUnless(defaults.Balancing, "balancing", spec.Balancing, TopologyWords.KubeVipBalancings.WordOf(spec.Balancing))
            .AddUnless(defaults.PrivateHosts, "privateHosts", spec.PrivateHosts)
            .AddUnless(defaults.BindToVip, "bindToVip", spec.BindToVip)
            .AddBranch("lease", new Branch()
                .Add("duration", spec.Lease.Duration)
                .Add("renewDeadline", spec.Lease.RenewDeadline)
                .Add("retryPeriod", spec.Lease.RetryPeriod))
            .AddBranch("bgp", Bgp(spec.Bgp, includeSecrets));
    }

    private static Branch Bgp(BgpSpec? bgp, bool includeSecrets) => bgp is null ? new Branch() : new Branch()
        .Add("as", bgp.As)
        .AddList("peers", bgp.Peers.Select(p => (object)new Branch()
            .Add("address", p.Address.ToString())
            .Add("as", p.As)
            .Add("password", includeSecrets ? p.Password?.Reveal() : null)
            .AddUnless(false, "multiHop", p.MultiHop)));
}
