using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP108.</summary>
internal sealed class FamiliesDiffer() : TopologyRule(new(
    "HCP108", Error, "Nodes and virtual IP are of the same address family.",
    "VRRP speaks over the nodes' own addresses, and a VIP of another family finds no subnet on their interfaces.",
    "Give every node an address of one family, and the endpoint a virtual IP of that family.",
    "acassen/keepalived#497"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (topology.LoadBalancer.Kind == LoadBalancerKind.External || topology.Nodes.Count == 0)
        {
            yield break;
        }

        var families = topology.Endpoint.VirtualIPs.Select(v => v.AddressFamily).ToHashSet();
        var first = topology.Nodes[0].Address;
        foreach (var (node, path) in topology.NodesWithPaths())
        {
            var family = AddressText.Family(node.Address);
            if (node.Address.AddressFamily != first.AddressFamily)
            {
                yield return Found(
                    $"Node {Display.Quote(node.Name)} has the {family} address {node.Address}, but the first node has {first}.",
                    path + ".address",
                    node);
            }
            else if (families.Count > 0 && !families.Contains(node.Address.AddressFamily))
            {
                yield return Found(
                    $"Node {Display.Quote(node.Name)} has the {family} address {node.Address}, "
                        + $"but the virtual IP is {Display.List(topology.Endpoint.VirtualIPs)}.",
                    path + ".address",
                    node);
            }
        }
    }
}
