using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Holds the static pods of a node against every rule about them, and against the node itself.</summary>
public static class NodeManifests
{
    /// <summary>Reads the folder the node's kubelet watches, then what its pods mount. Nothing is changed there.</summary>
    /// <returns>What was found, each with its node.</returns>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<IReadOnlyList<Finding>> TestAsync(INodeTransport transport, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(node);
        var connection = await transport.ConnectAsync(node, cancellationToken).ConfigureAwait(false);
        var folder = await connection.RunAsync(ScriptCompiler.ManifestFolder(), cancellationToken).ConfigureAwait(false);
        var mounts = HostPath.Of(Files(folder)).Select(h => h.Path).Distinct(StringComparer.Ordinal).ToArray();
        var paths = mounts.Length == 0 ? [] : await connection.RunAsync(ScriptCompiler.Paths(mounts), cancellationToken).ConfigureAwait(false);
        return Judge(node, folder, paths);
    }

    /// <summary>What a node's records mean.</summary>
    /// <param name="node">The node.</param>
    /// <param name="folder">Its kubelet's folder, file by file.</param>
    /// <param name="paths">What lies where its pods mount from.</param>
    internal static IReadOnlyList<Finding> Judge(ControlPlaneNode node, IReadOnlyList<ScriptRecord> folder, IReadOnlyList<ScriptRecord> paths)
    {
        var files = Files(folder);
        var there = paths.Where(r => r.Kind == "path").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        Finding[] found =
        [
            .. ManifestLint.Check(files),
            .. NotWatched(folder),
            .. HostPath.Of(files).Select(h => there.TryGetValue(h.Path, out var kind) ? h.Judge(kind) : null).OfType<Finding>(),
        ];
        return [.. found.Select(f => f with { Node = node.Name })];
    }

    /// <summary>A kubelet whose settings can be read and that looks elsewhere, or nowhere.</summary>
    private static IEnumerable<Finding> NotWatched(IReadOnlyList<ScriptRecord> folder)
    {
        // "folder FOLDER RUNS KNOWN STATIC-POD-PATH"
        if (folder.FirstOrDefault(r => r.Kind == "folder") is not { } kubelet || kubelet[1] != "yes" || kubelet[2] != "yes")
        {
            yield break;
        }

        if (kubelet[3].Length > 0 && folder.Any(r => r.Kind == "no-folder"))
        {
            yield return LintRules.NotWatched.Found($"The kubelet's staticPodPath {Display.Quote(kubelet[3])} is not there.") with { Location = new SourceLocation(kubelet[3], 1, 1) };
        }

        var idle = kubelet[3].Length == 0
            ? folder.Where(r => r.Kind == "manifest").Select(r => r[1])
            : folder.Where(r => r.Kind == "elsewhere").Select(r => r[0]);
        foreach (var file in idle)
        {
            yield return LintRules.NotWatched.Found(kubelet[3].Length == 0
                ? "The kubelet's configuration has no staticPodPath."
                : $"The kubelet's staticPodPath is {Display.Quote(kubelet[3])}.") with { Location = new SourceLocation(file, 1, 1) };
        }
    }

    private static ManifestFile[] Files(IReadOnlyList<ScriptRecord> folder) =>
        [.. folder.Where(r => r.Kind == "manifest").Select(r => new ManifestFile(r[1], r[3]))];
}
