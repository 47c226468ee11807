namespace HaControlPlane.Plans;

/// <summary>What a plan speaks for, and so what becomes of files it does not name.</summary>
public enum PlanScope
{
    /// <summary>The files it names and no others.</summary>
    Files,

    /// <summary>All that a topology means for the node: what an earlier topology put there goes back to what was before us.</summary>
    Topology,

    /// <summary>The node leaves: everything of a topology goes back to what was before us.</summary>
    Leave,
}
