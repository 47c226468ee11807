using HaControlPlane.Rollout;

namespace HaControlPlane.Cli.Output;

/// <summary>How a verb that changes nodes speaks of what it does.</summary>
/// <param name="Question">Before how many nodes it asks, as in "Change 3 of 3 nodes?".</param>
/// <param name="Done">Before how many nodes it reports, as in "Applied to 3 of 3 nodes".</param>
/// <param name="NothingToDo">What is true when no node had to change.</param>
/// <param name="OfNode">What was done on a node.</param>
internal sealed record RolloutWords(string Question, string Done, string NothingToDo, Func<NodeReport, string> OfNode)
{
    public static RolloutWords Apply { get; } = new("Change", "Applied to", "every node is as the topology says",
        node => $"committed, {Counted.Of(node.Files.Count(f => f.Kind != FileChangeKind.Unchanged), "file")}");

    public static RolloutWords Removal { get; } = new("Remove it from", "Removed from", "no node has anything of this topology", Removed);

    private static string Removed(NodeReport node)
    {
        var removed = node.Files.Count(f => f.Kind == FileChangeKind.Removed);
        var restored = node.Files.Count(f => f.Kind is FileChangeKind.Restored or FileChangeKind.Changed);
        return (removed, restored) switch
        {
            (0, 0) => "removed",
            (_, 0) => $"removed {Counted.Of(removed, "file")}",
            (0, _) => $"restored {Counted.Of(restored, "file")}",
            _ => $"removed {Counted.Of(removed, "file")}, restored {restored}",
        };
    }
}
