using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP105.</summary>
internal sealed class VipUnusable() : TopologyRule(new(
    "HCP105", Error, "The virtual IP is an address that hosts can have.",
    "Clients cannot reach such an address, or reach themselves.",
    "Choose a free address in the nodes' subnet."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from vip in topology.VirtualIPsWithPaths()
        let flaw = AddressFlaw.Of(vip.Address)
        where flaw is not null
        select Found($"The virtual IP {vip.Address} {flaw}.", vip.Path);
}
