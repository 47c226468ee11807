using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>How a rollout ended for one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">What it is in now.</param>
/// <param name="Files">What changed, or would have.</param>
/// <param name="Error">What went wrong here; null when nothing did.</param>
/// <param name="HealsWithin">After how long at most the node has ended the run by itself, as its state says; null when nothing is left to end.</param>
public sealed record NodeReport(ControlPlaneNode Node, NodeState State, IReadOnlyList<FileChange> Files, NodeError? Error = null, TimeSpan? HealsWithin = null)
{
    /// <summary>No kubelet runs there yet: the pods start when it does.</summary>
    public bool AwaitsKubelet { get; init; }

    /// <summary>What the node must get before all of the topology can be done there, such as <c>kubeadm join</c>; null for nothing.</summary>
    public string? Waits { get; init; }

    /// <summary>The node cannot be asked and may keep the change: it was told to.</summary>
    public bool MayKeep { get; init; }

    /// <summary>Texts that were not ours and were kept on the node before they were replaced.</summary>
    public IReadOnlyList<KeptText> Kept { get; init; } = [];
}
