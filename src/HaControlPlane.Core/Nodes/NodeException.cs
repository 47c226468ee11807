namespace HaControlPlane.Nodes;

/// <summary>A node could not be reached, or could not do what it was told.</summary>
public sealed class NodeException(NodeError error, Exception? inner = null) : Exception(error.ToString(), inner)
{
    /// <summary>What went wrong.</summary>
    public NodeError Error { get; } = error;
}
