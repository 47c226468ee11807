using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>A file as a node must have it.</summary>
public sealed record NodeFile
{
    /// <summary>The node it belongs to.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>The absolute path on the node.</summary>
    public required string Path { get; init; }

    /// <summary>The whole text, line ends included.</summary>
    public required string Content { get; init; }

    /// <summary>What the file is to the plan that installs it.</summary>
    public required NodeFileRole Role { get; init; }

    /// <summary>The permission bits in octal, such as <c>0644</c>. The owner is always root:root.</summary>
    public string Mode { get; init; } = "0644";

    /// <summary>Values in the text that must never be printed.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>The text fit for a screen: every secret masked.</summary>
    public string DisplayContent => Secrets.Aggregate(Content, (text, secret) => secret.MaskIn(text));

    /// <summary>Node and path.</summary>
    public override string ToString() => $"{Node.Name}:{Path}";
}
