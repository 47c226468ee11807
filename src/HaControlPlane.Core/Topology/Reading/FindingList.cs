namespace HaControlPlane.Topology.Reading;

/// <summary>What reading a file has found so far.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> findings = [];

    /// <summary>Everything found, in the order of the file.</summary>
    public IReadOnlyList<Finding> InFileOrder() =>
        [.. findings.OrderBy(f => f.Location?.Line).ThenBy(f => f.Location?.Column).ThenBy(f => f.Id, StringComparer.Ordinal)];

    /// <summary>Adds what one reading rule found.</summary>
    public void Add(RuleInfo rule, SourceLocation? location, string what, string? fix = null, string? path = null) =>
        findings.Add(rule.Found(what, fix: fix) with { Location = location, Path = path });
}
