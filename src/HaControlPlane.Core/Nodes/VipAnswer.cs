using System.Net;

namespace HaControlPlane.Nodes;

/// <summary>Who answers on the segment for a virtual IP, as one node heard it.</summary>
/// <param name="Address">The virtual IP.</param>
/// <param name="Kind">What came of asking.</param>
/// <param name="Mac">The hardware address that answered; null for none.</param>
public sealed record VipAnswer(IPAddress Address, VipAnswerKind Kind, string? Mac);
