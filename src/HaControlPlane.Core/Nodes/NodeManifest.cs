using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>A static pod's manifest as it is on a node.</summary>
/// <param name="Name">The name it was asked for by.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Ours">A topology put it there.</param>
/// <param name="Text">Its whole text.</param>
internal sealed record NodeManifest(string Name, string Path, bool Ours, string Text)
{
    /// <summary>Reads what a node said.</summary>
    /// <exception cref="NodeException">One that was asked for is not there.</exception>
    public static IReadOnlyDictionary<string, NodeManifest> Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records) =>
        records.FirstOrDefault(r => r.Kind == "no-manifest") is { } missing
            ? throw NodeErrors.Create(node, NodeErrorKind.NoManifest, missing[0])
            : records.Where(r => r.Kind == "manifest").ToDictionary(r => r[0], r => new NodeManifest(r[0], r[1], r[2] == "yes", r[3]), StringComparer.Ordinal);
}
