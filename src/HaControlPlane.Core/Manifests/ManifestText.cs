using HaControlPlane.Topology;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>A manifest's text, its events and the tree of its first document: the kubelet reads no other.</summary>
internal sealed class ManifestText
{
    /// <summary>A Pod is about ten levels deep. A deeper file is a mistake or an attack on the reader's stack.</summary>
    private const int MaxDepth = 64;

    private readonly string file;

    private ManifestText(string text, string file)
    {
        Text = text;
        this.file = file;
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Every event of it, in order.</summary>
    public IReadOnlyList<ParsingEvent> Events { get; private set; } = [];

    /// <summary>The first document's value; null when the text holds none.</summary>
    public ManifestNode? Root { get; private set; }

    /// <summary>How many documents the text holds.</summary>
    public int Documents { get; private set; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="ManifestEditException">It is not YAML (HCP390).</exception>
    public static ManifestText Read(string text, string file)
    {
        var manifest = new ManifestText(text, file);
        try
        {
            manifest.ReadEvents();
        }
        catch (YamlException e)
        {
            throw EditRules.Refuse(EditRules.Unreadable, $"This is not YAML: {Display.Line(e.Message)}", manifest.Place(e.Start));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner answers some broken texts with an exception that has no place.
            throw EditRules.Refuse(EditRules.Unreadable, "This is not YAML.", new SourceLocation(file, 1, 1));
        }

        return manifest;
    }

    private void ReadEvents()
    {
        var parser = new Parser(new Scanner(new StringReader(Text)));
        var events = new List<ParsingEvent>();
        while (parser.MoveNext())
        {
            events.Add(parser.Current!);
        }

        Events = events;
        Documents = events.Count(e => e is DocumentStart);
        var first = events.FindIndex(e => e is DocumentStart) + 1;
        if (first > 0)
        {
            var next = first;
            Root = ReadNode(ref next, 1);
        }
    }

    private ManifestNode ReadNode(ref int next, int depth)
    {
        var order = next++;
        var begin = Events[order];
        if (depth > MaxDepth)
        {
            throw new YamlException(begin.Start, begin.End, $"values are nested more than {MaxDepth} levels deep");
        }

        var children = new List<ManifestNode>();
        var end = begin;
        if (begin is SequenceStart or MappingStart)
        {
            while (Events[next] is not (SequenceEnd or MappingEnd))
            {
                children.Add(ReadNode(ref next, depth + 1));
            }

            end = Events[next++];
        }

        return new ManifestNode(begin, order, (int)begin.Start.Index, (int)end.End.Index, Place(begin.Start), children);
    }

    private SourceLocation Place(Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
