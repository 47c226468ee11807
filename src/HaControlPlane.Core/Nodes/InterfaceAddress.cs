using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>An address of a node.</summary>
/// <param name="Interface">The interface that carries it.</param>
/// <param name="Range">The address with the length of its subnet.</param>
public sealed record InterfaceAddress(string Interface, Cidr Range);
