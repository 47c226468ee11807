namespace HaControlPlane.Nodes;

/// <summary>A TCP port of a node on which something listens.</summary>
/// <param name="Port">Its number.</param>
/// <param name="Program">Who listens; null where the node cannot tell.</param>
public sealed record ListeningPort(int Port, string? Program)
{
    /// <summary>Its process id; null where the node cannot tell.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Port and program.</summary>
    public override string ToString() => Program is null ? $"{Port}" : $"{Port} {Program}";
}
