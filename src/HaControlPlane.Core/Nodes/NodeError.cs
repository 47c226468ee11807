using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>One thing that went wrong on a node: what, why and what to do.</summary>
public sealed record NodeError
{
    /// <summary>The stable id, such as <c>HCP201</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of trouble it is.</summary>
    public required NodeErrorKind Kind { get; init; }

    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public required string What { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public required string Fix { get; init; }

    /// <summary>One line: node, id, what and what to do.</summary>
    public override string ToString() => $"{Node.Name}: error {Id}: {What} {Fix}";
}
