namespace HaControlPlane.Topology.Failover;

/// <summary>What the model says about one set of failed nodes.</summary>
/// <param name="Failed">The names of the nodes whose checks fail.</param>
/// <param name="Holder">
/// The name of the node that holds the virtual IP, null when none does. In a tie with a failed node it is that failed node,
/// because a holder is displaced only by a higher priority, not by an equal one.
/// </param>
/// <param name="Tied">The names of all nodes that share the highest priority; one name when there is no tie.</param>
/// <param name="Verdict">What this means.</param>
public sealed record FailoverOutcome(
    IReadOnlyList<string> Failed, string? Holder, IReadOnlyList<string> Tied, FailoverVerdict Verdict)
{
    /// <summary>True when a failed node can keep the virtual IP although a healthy one exists.</summary>
    public bool IsDefect => Verdict is FailoverVerdict.TieWithFailed or FailoverVerdict.FailedHolder;
}
