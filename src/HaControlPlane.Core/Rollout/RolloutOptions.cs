namespace HaControlPlane.Rollout;

/// <summary>How a rollout is done.</summary>
public sealed record RolloutOptions
{
    /// <summary>How many nodes are worked on at once where that is safe. Default 32.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>A node undoes its commit by itself when it hears nothing from us for this long. Default 60 s.</summary>
    public TimeSpan UndoAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a daemon may take to come up; static pods may have to pull an image first. Default 120 s.</summary>
    public TimeSpan DaemonsWithin { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long the endpoint may take to be well after a node's commit. Default 30 s.</summary>
    public TimeSpan GateWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Take locks away from whoever has them: for when their holder is known to be gone.</summary>
    public bool TakeOverLocks { get; init; }

    /// <summary>Names of nodes that left the topology and will never be reached again: they are not asked to put things back.</summary>
    public IReadOnlySet<string> Forget { get; init; } = new HashSet<string>();

    /// <summary>Only compare: nothing is kept on the nodes for a commit.</summary>
    public bool CompareOnly { get; init; }

    /// <summary>
    /// Ask each node first, in a short script that writes nothing, whether it is as the topology says already; when all are, nothing
    /// else is done: no lock, and no rule about live nodes. For whoever comes to change something and mostly finds nothing to do.
    /// </summary>
    public bool AskFirst { get; init; }

    /// <summary>Replace files also where they serve something foreign, which ends then. Its text is kept on the node, and a removal brings it back.</summary>
    public bool ReplaceForeign { get; init; }

    /// <summary>Hold the rules about live nodes against them before anything is changed. Default true.</summary>
    public bool Preflight { get; init; } = true;
}
