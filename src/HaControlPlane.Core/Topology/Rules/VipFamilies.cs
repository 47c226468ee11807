using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP104.</summary>
internal sealed class VipFamilies() : TopologyRule(new(
    "HCP104", Error, "There is at most one virtual IP of each family.",
    "One endpoint has one IPv4 and one IPv6 address; more are neither in the certificate nor tested together.",
    "Keep one IPv4 and one IPv6 address."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.VirtualIPsWithPaths()
            .GroupBy(v => v.Address.AddressFamily)
            .Where(g => g.Skip(1).Any())
            .Select(g => Found($"{Display.List(g.Select(v => v.Address))} are {g.Count()} virtual IPs of one family.", g.Skip(1).First().Path));
}
