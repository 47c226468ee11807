using HaControlPlane.Topology.Yaml;

namespace HaControlPlane.Topology.Reading;

/// <content>What a mapping as a whole can have wrong: keys that miss, keys that nobody knows.</content>
internal sealed partial class MappingReader
{
    /// <summary>Reports keys that must be there and have no value. Of one that is misspelt <see cref="RefuseOthers"/> tells.</summary>
    public void Require(params string[] keys)
    {
        foreach (var key in keys.Where(k => (mapping.Find(k)?.Value is null or YamlText { IsNull: true }) && !Others.Any(e => MeantBy(e) == k)))
        {
            session.Refuse(ReadingRules.MissingKey, mapping.Find(key)?.KeyLocation ?? Location, $"{Child(key)} is missing.", $"Add {key}.", Child(key));
        }
    }

    /// <summary>Reports a list that must have items and has none.</summary>
    public void RequireItems(string key)
    {
        if (mapping.Find(key)?.Value is YamlList { Items.Count: 0 })
        {
            Report(ReadingRules.MissingKey, key, $"{Child(key)} is an empty list.", $"Add one of the {key}.");
        }
    }

    /// <summary>Reports keys that nobody asked for. Called last.</summary>
    public void RefuseOthers()
    {
        foreach (var entry in Others)
        {
            var meant = MeantBy(entry);
            var place = path.Length == 0 ? "at the top" : $"in {path}";
            session.Findings.Add(
                ReadingRules.UnknownKey,
                entry.KeyLocation,
                $"{Display.Quote(entry.Key)} is not a key {place}.",
                meant is null ? $"Valid keys are {string.Join(", ", asked.Keys)}." : $"Did you mean {meant}?",
                Child(entry.Key));
            if (meant is not null && mapping.Find(meant) is null)
            {
                session.Unreadable.Add(Child(meant));
            }
        }
    }

    private IEnumerable<YamlEntry> Others => mapping.Entries.Where(e => !asked.ContainsKey(e.Key));

    private string? MeantBy(YamlEntry entry) => NearestKey.Find(entry.Key, asked.Keys);

    /// <summary>Reports a value that was understood but cannot be used.</summary>
    public void Report(RuleInfo rule, string key, string what, string? fix = null) =>
        session.Refuse(rule, mapping.Find(key)?.Location ?? Location, what, fix, Child(key));
}
