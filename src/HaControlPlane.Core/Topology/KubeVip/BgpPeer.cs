using System.Net;

namespace HaControlPlane.Topology;

/// <summary>A router that every node speaks BGP with.</summary>
/// <param name="Address">Its address.</param>
/// <param name="As">Its autonomous system number.</param>
/// <param name="Password">The session's TCP MD5 password; null for none.</param>
/// <param name="MultiHop">Whether it is more than one hop away.</param>
public sealed record BgpPeer(IPAddress Address, long As, Secret? Password = null, bool MultiHop = false);
