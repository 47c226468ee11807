using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>One thing that happened during a rollout, for progress and logs. Never holds a secret.</summary>
/// <param name="Phase">Where the rollout is.</param>
/// <param name="Node">The node it is about; null for all.</param>
/// <param name="Message">What happened, in a few words.</param>
/// <param name="Done">This node is done with this phase.</param>
public sealed record RolloutEvent(RolloutPhase Phase, ControlPlaneNode? Node, string Message, bool Done = false);
