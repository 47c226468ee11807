namespace HaControlPlane.Topology;

/// <summary>What a rule is about, as the rules catalogue prints it.</summary>
/// <param name="Id">The stable id: HCP0xx reading a file, HCP1xx topology, HCP2xx live node, HCP3xx manifests.</param>
/// <param name="Severity">How much its findings weigh.</param>
/// <param name="Title">What must be true, in one short sentence.</param>
/// <param name="Why">What happens when it is not.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Reference">Where this can be read up: a public thread, RFC or manual. Null when it is plain.</param>
public sealed record RuleInfo(string Id, FindingSeverity Severity, string Title, string Why, string Fix, string? Reference = null)
{
    /// <summary>A finding of this rule. Severity and fix are the card's unless the case has better ones; where it was found is added by who knows.</summary>
    internal Finding Found(string what, FindingSeverity? severity = null, string? fix = null) => new()
    {
        Id = Id,
        Severity = severity ?? Severity,
        What = what,
        Why = Why,
        Fix = fix ?? Fix,
        Reference = Reference,
    };
}
