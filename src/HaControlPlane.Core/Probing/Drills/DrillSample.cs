namespace HaControlPlane.Probing.Drills;

/// <summary>One request over a connection of its own.</summary>
/// <param name="At">When it began, from the drill's beginning.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Problem">Why it failed; null when it did not.</param>
public readonly record struct DrillSample(TimeSpan At, TimeSpan Took, string? Problem)
{
    /// <summary>The API answered 200.</summary>
    public bool Ok => Problem is null;
}
