using System.Text;
using HaControlPlane.Topology.Reading;
using HaControlPlane.Topology.Yaml;

namespace HaControlPlane.Topology;

/// <summary>Reads topology files: YAML 1.2, so JSON as well. Never throws because of what a file holds.</summary>
public static class TopologyReader
{
    /// <summary>The largest file that is read, in bytes: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a file. A file that cannot be read is a finding, not an exception.</summary>
    /// <param name="path">The file's path. It appears in every location as it is given here.</param>
    public static TopologyReading ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = File.OpenRead(path);
            var buffer = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            using var text = new StreamReader(new MemoryStream(buffer, 0, length), Encoding.UTF8);
            return length > MaxBytes ? TooLarge(path)
                // No text has a NUL byte in UTF-8; one of another encoding, or a program, is full of them.
                : buffer.AsSpan(0, length).Contains((byte)0) ? Nothing(ReadingRules.Unreadable, path, $"{Display.Quote(path)} is no text in UTF-8.", "Give the topology file; where an editor wrote it in UTF-16, save it as UTF-8.")
                : Read(text.ReadToEnd(), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable(path, e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The topology as YAML or JSON.</param>
    /// <param name="file">What locations call the text; relative paths in it are relative to this file's folder.</param>
    public static TopologyReading Read(string yaml, string file)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(file);
        return yaml.Length > MaxBytes ? TooLarge(file) : string.IsNullOrWhiteSpace(yaml)
            ? Nothing(ReadingRules.Empty, file, $"{Display.Quote(file)} is empty.")
            : Read(yaml, new ReadSession(file));
    }

    /// <summary>Reads a text and leaves in the session which keys were asked for.</summary>
    internal static TopologyReading Read(string yaml, ReadSession session)
    {
        ControlPlaneTopology? topology = null;
        switch (YamlDocument.Parse(yaml, session.File, session.Findings))
        {
            case YamlMapping root:
                session.Locations[string.Empty] = root.Location;
                topology = TopologySections.Read(new MappingReader(session, root, string.Empty, root.Location), session);
                break;
            case { } other:
                session.Findings.Add(ReadingRules.WrongType, other.Location, $"A topology is a mapping of keys, not {other.Kind}.");
                break;
        }

        return new TopologyReading(topology, session.Findings.InFileOrder());
    }

    private static TopologyReading TooLarge(string file) =>
        Nothing(ReadingRules.TooLarge, file, $"{Display.Quote(file)} is larger than {MaxBytes} bytes.");

    /// <summary>The file system's own words, where it has no plainer name.</summary>
    private static TopologyReading Unreadable(string path, Exception problem) => problem switch
    {
        _ when Directory.Exists(path) => Nothing(ReadingRules.Unreadable, path, $"{Display.Quote(path)} is a folder.", "Give a topology file in it."),
        FileNotFoundException or DirectoryNotFoundException => Nothing(ReadingRules.Unreadable, path, $"{Display.Quote(path)} does not exist.", $"Check the path; hacp init {path} writes a topology to start from."),
        UnauthorizedAccessException => Nothing(ReadingRules.Unreadable, path, $"{Display.Quote(path)} may not be read by this user.", "Give the user the right to read it (chmod, chown)."),
        _ => Nothing(ReadingRules.Unreadable, path, $"{Display.Quote(path)} cannot be read: {Display.Line(problem.Message)}"),
    };

    private static TopologyReading Nothing(RuleInfo rule, string file, string what, string? fix = null)
    {
        var findings = new FindingList();
        findings.Add(rule, new SourceLocation(file, 1, 1), what, fix: fix);
        return new TopologyReading(null, findings.InFileOrder());
    }
}
