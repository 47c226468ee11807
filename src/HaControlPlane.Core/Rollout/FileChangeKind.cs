namespace HaControlPlane.Rollout;

/// <summary>What a rollout does to a file.</summary>
public enum FileChangeKind
{
    /// <summary>Nothing: it is as it must be.</summary>
    Unchanged,

    /// <summary>It is not there yet.</summary>
    New,

    /// <summary>It is there with other text, permissions or owner.</summary>
    Changed,

    /// <summary>It must go.</summary>
    Removed,

    /// <summary>What was there before us comes back.</summary>
    Restored,
}
