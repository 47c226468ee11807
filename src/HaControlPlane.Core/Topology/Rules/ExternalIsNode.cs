using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP116.</summary>
internal sealed class ExternalIsNode() : TopologyRule(new(
    "HCP116", Error, "The address of an external load balancer is no node's.",
    "The endpoint would end with that node, and every client with it.",
    "Write the load balancer's own address or name in endpoint.host, or choose a kind that runs on the nodes and has a virtual IP."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        from node in topology.Nodes
        where topology.LoadBalancer.Kind == LoadBalancerKind.External && node.Address.Equals(topology.Endpoint.HostAddress)
        select Found($"The load balancer's address {node.Address} is that of node {Display.Quote(node.Name)}.", "endpoint.host", node);
}
