namespace HaControlPlane.Errors;

/// <summary>What an id means, as it can be looked up without a network.</summary>
/// <param name="Id">The stable id, such as <c>HCP122</c>.</param>
/// <param name="About"><c>rule</c>: something that must be true; <c>error</c>: something that happened.</param>
/// <param name="Severity">Of a rule, how much its findings weigh; of an error, its category.</param>
/// <param name="Title">What must be true, or what happened; … stands for what the case adds.</param>
/// <param name="Why">Why it matters; null where the title says it.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Reference">Where this can be read up; null where it is plain.</param>
public sealed record Explanation(string Id, string About, string Severity, string Title, string? Why, string Fix, string? Reference);
