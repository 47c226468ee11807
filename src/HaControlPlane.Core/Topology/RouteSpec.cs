using System.Net;

namespace HaControlPlane.Topology;

/// <summary>Destinations that a node reaches through one gateway on one interface.</summary>
/// <param name="To">The destination ranges.</param>
/// <param name="Via">The gateway.</param>
/// <param name="Device">The interface to leave by.</param>
public sealed record RouteSpec(IReadOnlyList<Cidr> To, IPAddress Via, string Device);
