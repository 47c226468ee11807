namespace HaControlPlane.Rollout;

/// <summary>How a rollout ended as a whole.</summary>
public enum RolloutOutcome
{
    /// <summary>Every node was as it must be.</summary>
    NothingToDo,

    /// <summary>Every node has what it must have.</summary>
    Applied,

    /// <summary>Something failed; what was changed was put back.</summary>
    Failed,

    /// <summary>Some nodes have the change and others do not.</summary>
    Mixed,

    /// <summary>The caller stopped it; what was changed was put back or puts itself back.</summary>
    Cancelled,
}
