namespace HaControlPlane.Topology;

/// <summary>What came of reading a topology file.</summary>
/// <param name="Topology">
/// The topology, with defaults in place of values that could not be used, so that rules can run on it and every mistake is
/// reported in one go. Null when there is too little to make one. Act on it only when <see cref="HasErrors"/> is false.
/// </param>
/// <param name="Findings">What is wrong with the file, in its order. Rules about values are not among them.</param>
public sealed record TopologyReading(ControlPlaneTopology? Topology, IReadOnlyList<Finding> Findings)
{
    /// <summary>True when the file must not be acted on as it is.</summary>
    public bool HasErrors => Topology is null || Findings.Any(f => f.Severity == FindingSeverity.Error);
}
