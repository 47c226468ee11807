using HaControlPlane.Topology.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Topology.Yaml;

/// <summary>
/// Builds the tree of a YAML text from the parser's events. YamlDotNet's own document model stops at the first duplicate
/// key and its deserializer at the first wrong type; this one goes on, so that one run reports every mistake.
/// </summary>
internal sealed class YamlDocument
{
    /// <summary>A topology is five levels deep. A deeper file is a mistake or an attack on the reader's stack.</summary>
    private const int MaxHeight = 24;

    /// <summary>A thousand nodes with every key come to about 20,000 values. Aliases count as what they stand for.</summary>
    private const int MaxSize = 100_000;

    private readonly string file;
    private readonly FindingList findings;
    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly Dictionary<string, YamlValue> anchors = new(StringComparer.Ordinal);
    private int size;

    private YamlDocument(string yaml, string file, FindingList findings)
    {
        this.file = file;
        this.findings = findings;
        scanner = new Scanner(new StringReader(yaml));
        parser = new Parser(scanner);
    }

    /// <summary>The value of the only document of a text, or null when there is none; then a finding says why.</summary>
    public static YamlValue? Parse(string yaml, string file, FindingList findings)
    {
        var document = new YamlDocument(yaml, file, findings);
        try
        {
            return document.ParseOnlyDocument();
        }
        catch (YamlException e)
        {
            // YamlDotNet puts its marks into the message as well; the location says it once.
            findings.Add(ReadingRules.Syntax, document.Place(e.Start), $"This is not YAML: {Display.Line(e.Message)}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner answers some broken texts, such as "[a\nb: c", with an exception that has no place.
            findings.Add(ReadingRules.Syntax, document.Place(document.scanner.CurrentPosition), "This is not YAML from here on.");
        }
        catch (TooLargeException e)
        {
            findings.Add(ReadingRules.TooComplex, e.Location, e.Message);
        }

        return null;
    }

    private YamlValue? ParseOnlyDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.Accept<DocumentStart>(out _))
        {
            findings.Add(ReadingRules.Empty, new SourceLocation(file, 1, 1), "The file holds no topology, only comments or nothing at all.");
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ParseValue(1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            findings.Add(ReadingRules.SeveralDocuments, Place(second.Start), "A second YAML document starts here; only the first was read.");
        }

        if (root is YamlText { IsNull: true })
        {
            findings.Add(ReadingRules.Empty, new SourceLocation(file, 1, 1), "The file holds no topology, only comments or nothing at all.");
            return null;
        }

        return root;
    }

    private YamlValue ParseValue(int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias, depth, Place(alias.Start));
        }

        var next = parser.Consume<NodeEvent>();
        var place = Place(next.Start);
        Bound(depth, 1, place);
        RefuseOwnTag(next, place);
        YamlValue value = next switch
        {
            SequenceStart => ParseList(depth, place),
            MappingStart => ParseMapping(depth, place),
            Scalar scalar => new YamlText(place, scalar.Value, scalar.Style == ScalarStyle.Plain),
            _ => throw new YamlException(next.Start, next.End, "a value is expected here"),
        };
        if (!next.Anchor.IsEmpty)
        {
            anchors[next.Anchor.Value] = value;
        }

        return value;
    }

    private YamlList ParseList(int depth, SourceLocation place)
    {
        var items = new List<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ParseValue(depth + 1));
        }

        return new YamlList(place, items);
    }

    private YamlMapping ParseMapping(int depth, SourceLocation place)
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        var ordered = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ParseValue(depth + 1);
            var value = ParseValue(depth + 1);
            if (key is not YamlText text)
            {
                findings.Add(ReadingRules.WrongType, key.Location, $"A key must be text, not {key.Kind}.");
            }
            else if (entries.TryGetValue(text.Text, out var first))
            {
                findings.Add(
                    ReadingRules.DuplicateKey,
                    key.Location,
                    $"{Display.Quote(text.Text)} was given already on line {first.KeyLocation.Line}; that value is used.");
            }
            else
            {
                entries[text.Text] = new YamlEntry(text.Text, key.Location, value);
                ordered.Add(entries[text.Text]);
            }
        }

        return new YamlMapping(place, ordered);
    }

    /// <summary>An alias is the value it names, at the place where the alias stands.</summary>
    private YamlValue Resolve(AnchorAlias alias, int depth, SourceLocation place)
    {
        if (anchors.TryGetValue(alias.Value.Value, out var value))
        {
            Bound(depth + value.Height - 1, value.Size, place);
        }
        else
        {
            findings.Add(ReadingRules.Syntax, place, $"The alias {Display.Quote("*" + alias.Value.Value)} names no anchor above it.");
            value = new YamlText(place, string.Empty, IsPlain: true);
        }

        return value with { Location = place };
    }

    private void RefuseOwnTag(NodeEvent node, SourceLocation place)
    {
        // Core tags such as !!str change nothing here, because the key decides the type.
        if (!node.Tag.IsEmpty && node.Tag is { IsNonSpecific: false } && !node.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            findings.Add(ReadingRules.ForeignTag, place, $"The tag {Display.Quote(node.Tag.Value)} means nothing in a topology.");
        }
    }

    private void Bound(int height, int more, SourceLocation place)
    {
        size += more;
        if (height > MaxHeight)
        {
            throw new TooLargeException($"Values are nested more than {MaxHeight} levels deep here.", place);
        }

        if (size > MaxSize)
        {
            throw new TooLargeException($"With its aliases written out the file holds more than {MaxSize} values.", place);
        }
    }

    private SourceLocation Place(Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

#pragma warning disable CA1032 // Never leaves this class.
    private sealed class TooLargeException(string message, SourceLocation location) : Exception(message)
    {
        public SourceLocation Location { get; } = location;
    }
#pragma warning restore CA1032
}
