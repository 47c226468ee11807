using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Why the endpoint is not well.</summary>
/// <param name="Node">The node on which it shows.</param>
/// <param name="What">One sentence.</param>
/// <param name="Final">Waiting will not help.</param>
internal sealed record GateComplaint(ControlPlaneNode Node, string What, bool Final = false);
