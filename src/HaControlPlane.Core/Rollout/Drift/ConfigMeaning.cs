using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaControlPlane.Rollout.Drift;

/// <summary>Tells whether two texts of a configuration mean the same.</summary>
internal static partial class ConfigMeaning
{
    /// <summary>True when they differ in blanks, comments and, for YAML, the order of mapping keys at most.</summary>
    public static bool IsSame(string path, string one, string other) => Path.GetExtension(path) switch
    {
        ".yaml" or ".yml" => SameYaml(one, other),
        // keepalived's comments begin with # or !, haproxy's and unit files' with #. A script's blanks may matter.
        ".conf" or ".cfg" => Lines(one).SequenceEqual(Lines(other)),
        _ => one == other,
    };

    private static IEnumerable<string> Lines(string text) => text.Split('\n')
        .Select(line => Blanks().Replace(Comment().Replace(line, string.Empty), " ").Trim())
        .Where(line => line.Length > 0);

    private static bool SameYaml(string one, string other)
    {
        try
        {
            return Load(one).Equals(Load(other));
        }
        catch (YamlException)
        {
            return one == other;
        }
    }

    /// <summary>YamlDotNet compares mappings without regard to order.</summary>
    private static YamlNode Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : new YamlScalarNode(text);
    }

    [GeneratedRegex(@"(^|\s)[#!].*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
