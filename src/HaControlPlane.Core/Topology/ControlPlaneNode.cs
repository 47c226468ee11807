using System.Net;

namespace HaControlPlane.Topology;

/// <summary>One control plane node: what it is called, where its API server listens, and how to reach it.</summary>
public sealed record ControlPlaneNode
{
    /// <summary>The node's name, unique in the topology; haproxy's server name and the name in every report.</summary>
    public required string Name { get; init; }

    /// <summary>The node's own address, on which its API server listens and VRRP speaks. Never the virtual IP.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The network interface of the virtual IP on this node. Null: the load balancer's, else found on the node.</summary>
    public string? Interface { get; init; }

    /// <summary>The VRRP priority, 1 to 254. Null: given by the node's place in the list.</summary>
    public int? Priority { get; init; }

    /// <summary>How to reach the node over SSH.</summary>
    public SshOptions Ssh { get; init; } = new();

    /// <summary>The node's name.</summary>
    public override string ToString() => Name;
}
