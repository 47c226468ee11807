namespace HaControlPlane.Probing.Drills;

/// <summary>Something that happened during a drill.</summary>
/// <param name="At">When, from the drill's beginning.</param>
/// <param name="What">What, in a few words.</param>
public sealed record DrillEvent(TimeSpan At, string What);
