using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing.Drills;

/// <summary>Which interface of a node carries the virtual IP, or would. Another node's may have another name.</summary>
internal static class DrillInterface
{
    /// <summary>From the topology, from the node that holds it, or from the node's own subnets.</summary>
    /// <exception cref="NodeException">HCP253: none would; or the node cannot be asked.</exception>
    public static async Task<string> OfAsync(INodeTransport transport, ControlPlaneTopology topology, EndpointStatus status, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        if ((node.Interface ?? topology.LoadBalancer.Interface ?? HeldOn()) is { } known)
        {
            return known;
        }

        var facts = await NodeFacts.GatherAsync(transport, node, cancellationToken).ConfigureAwait(false);
        return facts.InterfaceFor(topology.Endpoint.VirtualIPs[0])
            ?? throw NodeErrors.Create(node, NodeErrorKind.DrillUnfit, $"no interface has a subnet that holds {topology.Endpoint.VirtualIPs[0]}");

        string? HeldOn() => status.Nodes.Where(n => n.Node.Name == node.Name).SelectMany(n => n.Vips).Select(v => v.Interface).OfType<string>().FirstOrDefault();
    }
}
