using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Nodes;

/// <summary>What Kubernetes' components would refuse of ranges that belong to no topology.</summary>
public static class CidrChecks
{
    private static readonly ITopologyRule[] Rules = [new CidrHostBits(), new ClusterRangesOverlap(), new ClusterRangeSizes()];

    /// <summary>Everything that is wrong with ranges of Services and of pods; either list may be empty.</summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Cidr> services, IReadOnlyList<Cidr> pods)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(pods);
        var findings = Families(services, "of Services").Concat(Families(pods, "of pods"))
            .Concat(
                from service in services.DefaultIfEmpty()
                from pod in pods.DefaultIfEmpty()
                let topology = new ControlPlaneTopology { Name = "ranges", Endpoint = new(), Nodes = [], Network = new() { ServiceCidr = service, PodCidr = pod } }
                from rule in Rules
                from finding in rule.Check(topology)
                select finding with { Path = null });
        return [.. findings.DistinctBy(f => (f.Id, f.What))];
    }

    private static IEnumerable<Finding> Families(IReadOnlyList<Cidr> ranges, string what)
    {
        if (ranges.Count > 2 || (ranges.Count == 2 && ranges[0].Address.AddressFamily == ranges[1].Address.AddressFamily))
        {
            yield return CidrRules.OnePerFamily.Found($"{Display.List(ranges.Select(r => r.ToString()))} are not one range {what} for each family.");
        }
    }
}
