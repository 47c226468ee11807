using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Plans;

/// <summary>Loose files from several sources: each place of a node once, and each node described in one way.</summary>
public sealed class NodeFileSet
{
    private readonly Dictionary<string, ControlPlaneNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Node, string Path), NodeFile> files = [];

    /// <summary>The files, in the order they came.</summary>
    public IReadOnlyList<NodeFile> Files => [.. files.Values];

    /// <summary>Adds a file. The same one again is nothing new.</summary>
    /// <returns>False when it contradicts what is there: other text for the same place, or another node of the same name.</returns>
    public bool TryAdd(NodeFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var node = nodes.TryAdd(file.Node.Name, file.Node) ? file.Node : nodes[file.Node.Name];
        var known = files.TryAdd((node.Name, file.Path), file) ? file : files[(node.Name, file.Path)];
        return node == file.Node && known.Content == file.Content && known.Mode == file.Mode;
    }
}
