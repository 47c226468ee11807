using HaControlPlane.Nodes;

namespace HaControlPlane.Rollout;

/// <summary>A rollout could not be staged on every node. Nothing was changed on any.</summary>
public sealed class RolloutException(IReadOnlyList<NodeError> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(e => e.ToString())))
{
    /// <summary>What went wrong, node by node.</summary>
    public IReadOnlyList<NodeError> Errors { get; } = errors;
}
