namespace HaControlPlane.Rollout;

/// <summary>One file of a node, before and after.</summary>
/// <param name="Path">Its absolute path on the node.</param>
/// <param name="Kind">What happens to it.</param>
/// <param name="Diff">The unified diff with every secret masked; empty when nothing changes.</param>
/// <param name="EditedSince">It was edited by hand after us; the node keeps the edited text when it is replaced.</param>
public sealed record FileChange(string Path, FileChangeKind Kind, string Diff, bool EditedSince = false)
{
    /// <summary>Not a file on a disk but the live value of a kernel setting.</summary>
    public bool IsSysctl => Path.StartsWith("/proc/sys/", StringComparison.Ordinal);

    /// <summary>Not a file on a disk but a route in the kernel's table; the path is <c>route</c> and its destination.</summary>
    public bool IsRoute => Path.StartsWith("route ", StringComparison.Ordinal);

    /// <summary>When it was last edited by hand, as far as the node knows.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Old and new text differ in blanks and comments only.</summary>
    public bool SameMeaning { get; init; }
}
