using System.Globalization;
using System.Net;
using HaControlPlane.Topology;

namespace HaControlPlane.Plans;

/// <summary>What a node is to look for on its network before anything is changed.</summary>
/// <param name="Interface">The interface of the virtual IPs; null for the one the node would use to reach them.</param>
/// <param name="VirtualRouterId">The VRRP router id on which strangers may speak; null where we speak no VRRP.</param>
/// <param name="VirtualIPs">The addresses for which strangers may answer.</param>
public sealed record NodeLookRequest(string? Interface, int? VirtualRouterId, IReadOnlyList<IPAddress> VirtualIPs)
{
    /// <summary>The words of the node's script.</summary>
    internal IEnumerable<string> Words =>
        [Interface ?? "-", VirtualRouterId?.ToString(CultureInfo.InvariantCulture) ?? "-", .. VirtualIPs.Select(v => v.ToString())];

    /// <summary>What a topology asks of one of its nodes.</summary>
    public static NodeLookRequest Of(ControlPlaneTopology topology, ControlPlaneNode node)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(node);
        return new NodeLookRequest(node.Interface ?? topology.LoadBalancer.Interface, topology.LoadBalancer.Kind == LoadBalancerKind.KeepalivedHaproxy ? VrrpSettings.For(topology).VirtualRouterId : null, topology.Endpoint.VirtualIPs);
    }
}
