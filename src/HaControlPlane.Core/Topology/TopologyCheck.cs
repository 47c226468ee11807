namespace HaControlPlane.Topology;

/// <summary>Everything there is to say against a topology: what reading its file found and what the rules found.</summary>
/// <param name="Topology">The topology, or null when the file holds too little to make one.</param>
/// <param name="Findings">What was found: reading first, then the rules.</param>
public sealed record TopologyCheck(ControlPlaneTopology? Topology, IReadOnlyList<Finding> Findings)
{
    /// <summary>The findings that forbid acting on the topology.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(f => f.Severity == FindingSeverity.Error);

    /// <summary>The topology when nothing forbids acting on it; else null.</summary>
    public ControlPlaneTopology? Usable => Errors.Any() ? null : Topology;

    /// <summary>Reads a file and holds it against every rule. A file that cannot be read is a finding.</summary>
    public static TopologyCheck OfFile(string path)
    {
        var reading = TopologyReader.ReadFile(path);
        return new TopologyCheck(reading.Topology, [.. reading.Findings, .. reading.Topology is null ? [] : TopologyValidator.Validate(reading.Topology)]);
    }

    /// <summary>Holds a topology against every rule.</summary>
    public static TopologyCheck Of(ControlPlaneTopology topology) => new(topology, TopologyValidator.Validate(topology));
}
