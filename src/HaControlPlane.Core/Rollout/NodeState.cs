namespace HaControlPlane.Rollout;

/// <summary>What a rollout left a node in.</summary>
public enum NodeState
{
    /// <summary>It was as it must be.</summary>
    Unchanged,

    /// <summary>It has the new text, confirmed.</summary>
    Committed,

    /// <summary>It was told to keep the change, and another program has changed a file of it since.</summary>
    Overwritten,

    /// <summary>It was changed and put back.</summary>
    Undone,

    /// <summary>It was not changed.</summary>
    Untouched,

    /// <summary>It cannot be asked; its own watch puts it back.</summary>
    Unknown,
}
