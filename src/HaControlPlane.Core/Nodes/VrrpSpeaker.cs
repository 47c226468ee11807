using System.Net;

namespace HaControlPlane.Nodes;

/// <summary>Somebody who advertises on the endpoint's VRRP router id.</summary>
/// <param name="Address">Where the adverts come from.</param>
/// <param name="Priority">The priority they claim.</param>
/// <param name="Version">The VRRP version they speak.</param>
public sealed record VrrpSpeaker(IPAddress Address, int Priority, int Version);
