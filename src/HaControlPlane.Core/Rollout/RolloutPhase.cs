namespace HaControlPlane.Rollout;

/// <summary>Where a rollout is.</summary>
public enum RolloutPhase
{
    /// <summary>Learning what the nodes are.</summary>
    Facts,

    /// <summary>Writing the new files beside the live ones and comparing.</summary>
    Stage,

    /// <summary>Making a node's new files live.</summary>
    Commit,

    /// <summary>Waiting for the endpoint to be well.</summary>
    Gate,

    /// <summary>Telling the nodes to keep the change.</summary>
    Confirm,

    /// <summary>Putting things back.</summary>
    Undo,
}
