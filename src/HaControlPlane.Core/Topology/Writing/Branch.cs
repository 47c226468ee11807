using System.Collections;
using System.Globalization;

namespace HaControlPlane.Topology.Writing;

/// <summary>Keys and values in the order they are written. Values that are null, and branches without keys, are left out.</summary>
internal sealed class Branch : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> entries = [];

    /// <summary>Adds a text or a number; nothing when it is null.</summary>
    public Branch Add(string key, object? value)
    {
        if (value is not null)
        {
            entries.Add(KeyValuePair.Create(key, value));
        }

        return this;
    }

    /// <summary>Adds a value that is not the default.</summary>
    public Branch AddUnless(object defaultValue, string key, object value) => value.Equals(defaultValue) ? this : Add(key, value);

    /// <summary>Adds the word of a value that is not the default.</summary>
    public Branch AddUnless(object defaultValue, string key, object value, string word) => value.Equals(defaultValue) ? this : Add(key, word);

    /// <summary>Adds a mapping that has keys; <paramref name="always"/> also one without.</summary>
    public Branch AddBranch(string key, Branch branch, bool always = false) => branch.entries.Count > 0 || always ? Add(key, branch) : this;

    /// <summary>Adds a list that has items.</summary>
    public Branch AddList(string key, IEnumerable<object> items) => items.ToArray() is { Length: > 0 } list ? Add(key, list) : this;

    /// <summary>Adds one value as itself, several as a list.</summary>
    public Branch AddOneOrMore<T>(string key, IReadOnlyList<T> values)
        where T : notnull
    {
        var texts = values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!).ToArray<object>();
        return texts.Length == 1 ? Add(key, texts[0]) : AddList(key, texts);
    }

    /// <summary>The entries that another branch does not have with the same value.</summary>
    public Branch Without(Branch other)
    {
        var rest = new Branch();
        rest.entries.AddRange(entries.Where(e => !other.entries.Contains(e)));
        return rest;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
