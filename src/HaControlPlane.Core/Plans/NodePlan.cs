using HaControlPlane.Topology;

namespace HaControlPlane.Plans;

/// <summary>What one node must come to: its steps, in the order in which they are done.</summary>
/// <param name="Node">The node.</param>
/// <param name="Steps">The steps. Those that find nothing to do do nothing.</param>
/// <param name="Scope">What the plan speaks for.</param>
public sealed record NodePlan(ControlPlaneNode Node, IReadOnlyList<NodeStep> Steps, PlanScope Scope)
{
    /// <summary>For a topology's plan: what the node is to remember of it.</summary>
    public ClusterRecord? Cluster { get; init; }

    /// <summary>What the node must get before the rest of its plan can be done, such as <c>kubeadm join</c>; null for nothing.</summary>
    public string? Waits { get; init; }

    /// <summary>Whether the node tells, while it is staged, what configures its daemons; a look at its network does so, too.</summary>
    public bool TellsServices { get; init; }

    /// <summary>What to look for on the node's network while it is staged; null for nothing.</summary>
    public NodeLookRequest? Look { get; init; }
}
