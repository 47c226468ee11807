using HaControlPlane.Errors;
using HaControlPlane.Topology.Reading;

namespace HaControlPlane;

/// <summary>Every id that the product prints, explained from the catalogues of rules and errors.</summary>
public static class ExplanationCatalogue
{
    private static readonly Dictionary<string, Explanation> ById = RulesCatalogue.Rules
        .Select(r => new Explanation(r.Id, "rule", r.Severity.ToString(), r.Title, r.Why, r.Fix, r.Reference))
        .Concat(ErrorsCatalogue.OfNodes.Concat(ErrorsCatalogue.OfInput).Select(e => new Explanation(e.Id, "error", e.Class.ToString(), e.What, null, e.Fix, null)))
        .ToDictionary(e => e.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<Explanation> All { get; } = [.. ById.Values.OrderBy(e => e.Id, StringComparer.Ordinal)];

    /// <summary>The explanation of an id, in capitals or not, or of the number alone: <c>122</c>. Null for one that is not known.</summary>
    /// <param name="id">The id.</param>
    public static Explanation? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        // A FullyQualifiedErrorId has a comma behind it.
        var word = id.Trim().Split(',')[0];
        return ById.GetValueOrDefault(word) ?? ById.GetValueOrDefault("HCP" + word);
    }

    /// <summary>The id that is written most like this one; null where none is.</summary>
    /// <param name="id">An unknown id.</param>
    public static string? Nearest(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return NearestKey.Find(id, ById.Keys);
    }
}
