using System.Text.RegularExpressions;
using HaControlPlane.Topology.Yaml;

namespace HaControlPlane.Topology.Reading;

/// <summary>
/// Reads one mapping key by key and remembers which keys were asked for, so that the list of valid keys is the code that
/// reads them. A bad value is reported and read as absent, so that the rest of the file is still checked.
/// </summary>
internal sealed partial class MappingReader
{
    private readonly ReadSession session;
    private readonly YamlMapping mapping;
    private readonly string path;
    private readonly Dictionary<string, IReadOnlyCollection<string>?> asked;

    /// <summary>Reads a mapping, or, when it is absent or was no mapping, one without keys.</summary>
    public MappingReader(ReadSession session, YamlMapping? mapping, string path, SourceLocation location)
    {
        this.session = session;
        this.path = path;
        this.mapping = mapping ?? new YamlMapping(location, []);
        asked = session.Shape.TryGetValue(Indexes().Replace(path, "[]"), out var known)
            ? known
            : session.Shape[Indexes().Replace(path, "[]")] = new(StringComparer.Ordinal);
    }

    /// <summary>Where the mapping stands.</summary>
    public SourceLocation Location => mapping.Location;

    /// <summary>True when the key was written, even with no value.</summary>
    public bool Has(string key) => mapping.Find(key) is not null;

    /// <summary>The text of a key. Null when absent.</summary>
    public string? Text(string key) => AsText(Ask(key), key);

    /// <summary>The whole number of a key: digits without leading zeros, quoted or not. Null when absent.</summary>
    public int? Integer(string key) => ParseOne<int>(key, IntegerText.TryParse, "a whole number") is { Found: true } read ? read.Value : null;

    /// <summary>A whole number larger than an <see cref="int"/> may hold. Null when absent.</summary>
    public long? Long(string key) => ParseOne<long>(key, IntegerText.TryParse, "a whole number") is { Found: true } read ? read.Value : null;

    /// <summary>Yes or no. Null when absent.</summary>
    public bool? Flag(string key) => ParseOne<bool>(key, FlagText.TryParse, "true or false") is { Found: true } read ? read.Value : null;

    /// <summary>One of a few words. Null when absent.</summary>
    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var text = AsText(Ask(key, [.. words.Keys]), key);
        if (text is null || words.TryGetValue(text, out var value))
        {
            return text is null ? null : words[text];
        }

        var meant = NearestKey.Find(text, [.. words.Keys]);
        Report(ReadingRules.WrongValue, key, $"{Display.Quote(text)} is not a value of {key}.",
            meant is null ? $"Write one of {string.Join(", ", words.Keys)}." : $"Write {meant}.");
        return null;
    }

    /// <summary>A value that a parser understands. Null when absent.</summary>
    public T? Parsed<T>(string key, TextParser<T> parser, string expected)
        where T : class => ParseOne(key, parser, expected).Value;

    /// <summary>One value or a list of them.</summary>
    public T[] OneOrMore<T>(string key, TextParser<T> parser, string expected)
        where T : class
    {
        if (Ask(key) is not { } entry)
        {
            return [];
        }

        if (entry.Value is YamlText text)
        {
            return Understand(text, Child(key), parser, expected) is { Found: true } one ? [one.Value!] : [];
        }

        return [.. ItemsOf(entry, "a value or a list of values")
            .Select(i => Understand(i.Value, i.Path, parser, expected)).Where(r => r.Found).Select(r => r.Value!)];
    }

    /// <summary>The mapping under a key. Without it, a mapping without keys, so that its own keys become known all the same.</summary>
    public MappingReader Section(string key)
    {
        var entry = Ask(key);
        if (entry is not null && entry.Value is not YamlMapping)
        {
            Report(ReadingRules.WrongType, key, $"{key} must be a mapping, not {entry.Value.Kind}.");
        }

        return new MappingReader(session, entry?.Value as YamlMapping, Child(key), entry?.Location ?? Location);
    }

    /// <summary>The mappings in the list under a key, null in place of items that are none.</summary>
    public IEnumerable<MappingReader?> Items(string key)
    {
        foreach (var (item, itemPath) in Ask(key) is { } entry ? ItemsOf(entry, "a list") : [])
        {
            if (item is YamlMapping found)
            {
                yield return new MappingReader(session, found, itemPath, item.Location);
            }
            else
            {
                session.Refuse(ReadingRules.WrongType, item.Location, $"{itemPath} must be a mapping, not {item.Kind}.", null, itemPath);
                yield return null;
            }
        }
    }

    /// <summary>Every key with its text, for a mapping whose keys are free.</summary>
    public IEnumerable<KeyValuePair<string, string>> FreeTexts() =>
        mapping.Entries.Select(e => KeyValuePair.Create(e.Key, AsText(Ask(e.Key), e.Key))).Where(p => p.Value is not null)!;

    private YamlEntry? Ask(string key, IReadOnlyCollection<string>? words = null)
    {
        asked[key] = words;
        if (mapping.Find(key) is not { } entry)
        {
            return null;
        }

        session.Locations[Child(key)] = entry.Location;
        return entry.Value is YamlText { IsNull: true } ? null : entry;
    }

    private string? AsText(YamlEntry? entry, string key)
    {
        if (entry is null or { Value: YamlText })
        {
            return (entry?.Value as YamlText)?.Text;
        }

        Report(ReadingRules.WrongType, key, $"{key} must be text, not {entry.Value.Kind}.");
        return null;
    }

    private (bool Found, T? Value) ParseOne<T>(string key, TextParser<T> parser, string expected) =>
        Ask(key) is { } entry ? Understand(entry.Value, Child(key), parser, expected) : default;

    private (bool Found, T? Value) Understand<T>(YamlValue value, string at, TextParser<T> parser, string expected)
    {
        if (value is not YamlText text)
        {
            session.Refuse(ReadingRules.WrongType, value.Location, $"{at} must be {expected}, not {value.Kind}.", null, at);
        }
        else if (parser(text.Text, out var understood))
        {
            return (true, understood);
        }
        else
        {
            session.Refuse(ReadingRules.WrongValue, value.Location, $"{Display.Quote(text.Text)} is not {expected}.", null, at);
        }

        return default;
    }

    private IEnumerable<(YamlValue Value, string Path)> ItemsOf(YamlEntry entry, string expected)
    {
        if (entry.Value is not YamlList list)
        {
            Report(ReadingRules.WrongType, entry.Key, $"{entry.Key} must be {expected}, not {entry.Value.Kind}.");
            yield break;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var itemPath = $"{Child(entry.Key)}[{i}]";
            session.Locations[itemPath] = list.Items[i].Location;
            yield return (list.Items[i], itemPath);
        }
    }

    private string Child(string key) => path.Length == 0 ? key : $"{path}.{key}";

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Indexes();
}
