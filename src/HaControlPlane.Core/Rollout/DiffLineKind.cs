namespace HaControlPlane.Rollout;

/// <summary>What a line of a unified diff is.</summary>
public enum DiffLineKind
{
    /// <summary>Stands before and after.</summary>
    Context,

    /// <summary>Names a file, or the place in it.</summary>
    Header,

    /// <summary>Comes.</summary>
    Added,

    /// <summary>Goes.</summary>
    Removed,
}
