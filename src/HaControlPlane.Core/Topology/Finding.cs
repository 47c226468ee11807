namespace HaControlPlane.Topology;

/// <summary>One thing a rule found: what, where, why it matters and what to do.</summary>
public sealed record Finding
{
    /// <summary>The rule's stable id, such as <c>HCP101</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How much it weighs.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What was found, with the values at hand, in one sentence.</summary>
    public required string What { get; init; }

    /// <summary>What happens if it stays.</summary>
    public required string Why { get; init; }

    /// <summary>What to do.</summary>
    public required string Fix { get; init; }

    /// <summary>Where this can be read up, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>The part of the topology it is about, such as <c>nodes[1].address</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The place in the file, when the topology came from one.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>The node it is about, or null.</summary>
    public string? Node { get; init; }

    /// <summary>One line: place, severity, id, what and what to do.</summary>
    public override string ToString()
    {
        var place = (Location is null || Node is null ? null : $"{Node}:{Location}") ?? Location?.ToString() ?? Node ?? (Path is null ? null : Display.Line(Path));
        var severity = Severity switch { FindingSeverity.Error => "error", FindingSeverity.Warning => "warning", _ => "info" };
        return $"{(place is null ? "" : place + ": ")}{severity} {Id}: {What} {Fix}";
    }
}
