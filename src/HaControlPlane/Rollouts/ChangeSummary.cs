using HaControlPlane.Rollout;

namespace HaControlPlane.Rollouts;

/// <summary>What a rollout would do to a node, in the words of a confirmation prompt.</summary>
internal static class ChangeSummary
{
    /// <summary>Such as <c>Change /etc/haproxy/haproxy.cfg; reload haproxy</c>.</summary>
    public static string Of(StagedNode node)
    {
        var parts = node.Files.Where(f => f.Kind != FileChangeKind.Unchanged).GroupBy(f => f.Kind).OrderBy(g => g.Key)
            .Select(g => $"{VerbOf(g.Key)} {string.Join(", ", g.Select(f => f.EditedSince ? f.Path + " (edited by hand)" : f.Path))}")
            .Concat(node.LinkedFolders.Select(l => $"{l.Path} is a link to {l.Target}"))
            .Concat(node.Replaces.Count == 0 ? [] : [$"replace what is foreign and would be lost: {string.Join(", ", node.Replaces)}"])
            .Concat(node.Daemons.Where(d => d.Action.Length > 0).Select(d => $"{d.Action} {d.Name}"));
        var text = string.Join("; ", parts);
        // A node can be as it must be and still have to learn who belongs to its topology.
        return text.Length == 0 ? "Remember the topology's nodes" : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>The unified diffs of everything that changes, secrets masked.</summary>
    public static string Diff(StagedNode node) => string.Concat(node.Files.Select(f => f.Diff)).TrimEnd('\n');

    private static string VerbOf(FileChangeKind kind) => kind switch
    {
        FileChangeKind.New => "create",
        FileChangeKind.Changed => "change",
        FileChangeKind.Restored => "restore",
        _ => "remove",
    };
}
