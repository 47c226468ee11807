using HaControlPlane.Topology;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>A value of a manifest with the exact part of the text it was read from.</summary>
/// <param name="Event">The parser's event that begins it.</param>
/// <param name="Order">The number of that event in the text.</param>
/// <param name="Start">Its first character, an anchor's or a tag's where it has one.</param>
/// <param name="End">The character behind its last one.</param>
/// <param name="Location">The same place for people.</param>
/// <param name="Children">A list's items; a mapping's keys and values in turns; nothing for text.</param>
internal sealed record ManifestNode(ParsingEvent Event, int Order, int Start, int End, SourceLocation Location, IReadOnlyList<ManifestNode> Children)
{
    /// <summary>The text of a scalar, or null.</summary>
    public string? Text => (Event as Scalar)?.Value;

    /// <summary>The name others refer to it by, or null.</summary>
    public string? Anchor => Event is NodeEvent { Anchor.IsEmpty: false } node ? node.Anchor.Value : null;

    /// <summary>What an alias refers to, or null when it is no alias.</summary>
    public string? AliasOf => (Event as AnchorAlias)?.Value.Value;

    /// <summary>The values of a key in this mapping: none, one, or several where the file repeats itself.</summary>
    public IEnumerable<ManifestNode> Values(string key)
    {
        for (var i = 0; Event is MappingStart && i + 1 < Children.Count; i += 2)
        {
            if (Children[i].Text == key)
            {
                yield return Children[i + 1];
            }
        }
    }

    /// <summary>The value of a key, the first where it is repeated; null without one.</summary>
    public ManifestNode? Value(string key) => Values(key).FirstOrDefault();

    /// <summary>The items of a list; nothing for anything else.</summary>
    public IReadOnlyList<ManifestNode> Items => Event is SequenceStart ? Children : [];
}
