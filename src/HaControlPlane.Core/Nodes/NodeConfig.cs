namespace HaControlPlane.Nodes;

/// <summary>A file of a node that an endpoint of ours would replace, or what such a file includes.</summary>
/// <param name="Daemon">Whose it is: haproxy, keepalived or manifest.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it holds; empty where it is as we wrote it.</param>
internal sealed record NodeConfig(string Daemon, string Path, string Text)
{
    /// <summary>It is as our ledger says that we wrote it.</summary>
    public bool Owned { get; init; }

    /// <summary>What we wrote there, where it was edited since; null for a file that we never wrote.</summary>
    public string? Recorded { get; init; }
}
