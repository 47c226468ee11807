using System.Security.Cryptography;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Fills in what a topology leaves to the nodes: the interface whose subnet holds the VIP, and the VRRPv2 password in force.</summary>
internal static class TopologyResolution
{
    /// <summary>VRRPv2 passwords have at most 8 characters (RFC 2338, section 5.3.6).</summary>
    private const int AuthPassLength = 8;

    public static bool IsNeeded(ControlPlaneTopology topology) => topology.LoadBalancer.Kind switch
    {
        LoadBalancerKind.External => false,
        // Which kubeconfig is there decides what is placed.
        LoadBalancerKind.KubeVip => true,
        _ => NeedsPassword(topology) || NeedsInterface(topology),
    };

    public static ControlPlaneTopology Resolve(ControlPlaneTopology topology, IReadOnlyList<NodeFacts> facts)
    {
        var nodes = topology.Nodes.Select((node, i) => NeedsInterface(topology) && (node.Interface ?? topology.LoadBalancer.Interface) is null
            ? node with { Interface = FindInterface(topology, facts[i]) }
            : node);
        return topology with
        {
            Nodes = [.. nodes],
            LoadBalancer = NeedsPassword(topology) ? topology.LoadBalancer with { AuthPass = KnownOrNewPassword(facts) } : topology.LoadBalancer,
        };
    }

    /// <summary>With BGP the address belongs on the loopback interface, where none is named.</summary>
    private static bool NeedsInterface(ControlPlaneTopology topology) => topology.LoadBalancer is not { Kind: LoadBalancerKind.KubeVip, KubeVip.Mode: KubeVipMode.Bgp }
        && topology.Nodes.Any(n => (n.Interface ?? topology.LoadBalancer.Interface) is null);

    private static bool NeedsPassword(ControlPlaneTopology topology) =>
        topology.LoadBalancer is { Kind: LoadBalancerKind.KeepalivedHaproxy, Profile: not LoadBalancerProfile.Fast, AuthPass: null };

    private static string FindInterface(ControlPlaneTopology topology, NodeFacts facts) =>
        facts.InterfaceFor(topology.Endpoint.VirtualIPs[0])
        ?? throw NodeErrors.Create(facts.Node, NodeErrorKind.NoInterface,
            $"No interface has a subnet that holds {topology.Endpoint.VirtualIPs[0]}; there are {string.Join(", ", facts.Addresses.Select(a => $"{a.Interface} {a.Range}"))}.");

    /// <summary>The password most nodes use already, so that adding a node changes nothing on the others.</summary>
    private static Secret KnownOrNewPassword(IReadOnlyList<NodeFacts> facts) =>
        facts.Select(f => f.AuthPass).OfType<Secret>().GroupBy(p => p).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key
        ?? new Secret(RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", AuthPassLength));
}
