using System.Net.Sockets;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP184.</summary>
internal sealed class LegacyAddresses() : TopologyRule(new(
    "HCP184", Error, "kube-vip 0.1.1 has one virtual IP, and IPv4 alone.",
    "It adds the address as a /32, and takes peers and backends apart at colons.",
    "Use kind: kube-vip, or IPv4."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind != LoadBalancerKind.KubeVipLegacy)
        {
            yield break;
        }

        var addresses = topology.VirtualIPsWithPaths().Concat(topology.NodesWithPaths().Select(n => (n.Node.Address, Path: n.Path + ".address")));
        foreach (var (address, path) in addresses.Where(a => a.Address.AddressFamily != AddressFamily.InterNetwork))
        {
            yield return Found($"kube-vip 0.1.1 cannot use {address}.", path);
        }
    }
}
