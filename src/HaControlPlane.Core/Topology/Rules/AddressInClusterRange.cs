using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP107.</summary>
internal sealed class AddressInClusterRange() : TopologyRule(new(
    "HCP107", Error, "No virtual IP, external load balancer or node lies in the Service or pod range.",
    "kube-proxy and the network plugin claim those ranges on every node, so packets to the address never leave the machine.",
    "Choose ranges that hold nothing of the machines' network.",
    "kubernetes/kubeadm#134"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        foreach (var (range, name, _) in topology.ClusterRanges())
        {
            foreach (var (vip, path) in topology.VirtualIPsWithPaths().Where(v => range.Contains(v.Address)))
            {
                yield return Found($"The virtual IP {vip} lies in the {name} {range.Network}.", path);
            }

            if (topology.LoadBalancer.Kind == LoadBalancerKind.External && topology.Endpoint.HostAddress is { } balancer && range.Contains(balancer))
            {
                yield return Found($"The load balancer's address {balancer} lies in the {name} {range.Network}.", "endpoint.host");
            }

            foreach (var (node, path) in topology.NodesWithPaths().Where(n => range.Contains(n.Node.Address)))
            {
                yield return Found(
                    $"The address {node.Address} of node {Display.Quote(node.Name)} lies in the {name} {range.Network}.", path + ".address", node);
            }
        }
    }
}
