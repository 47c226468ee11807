namespace HaControlPlane.Adoption;

/// <summary>Something that a configuration on a node serves and that is not the endpoint's: it would end when the file is replaced.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="What">What it is, with its ports, addresses and servers.</param>
public sealed record ForeignService(string File, int Line, string What)
{
    /// <summary>It goes with a former endpoint, such as its page of statistics: its end is worth a warning and forbids nothing.</summary>
    public bool OfPredecessor { get; init; }

    /// <summary>What it is, and where it stands.</summary>
    public override string ToString() => $"{What} ({File}:{Line})";
}
