using System.Text.RegularExpressions;
using HaControlPlane.Topology;

namespace HaControlPlane.Manifests;

/// <summary>Hides the values of containers' environment variables where lines of manifests are shown: passwords live there.</summary>
internal static partial class EnvironmentMask
{
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    /// <summary>What each line of these manifests passes through before it is shown.</summary>
    public static Func<string, string> For(params string[] texts)
    {
        var hidden = texts.SelectMany(Lines).ToHashSet(StringComparer.Ordinal);
        return line => !hidden.Contains(line) ? line
            : Key().Match(line) is { Success: true } key ? key.Value + Secret.Mask
            : Secret.Mask;
    }

    /// <summary>Every line that holds a part of a value. A text that cannot be read has none that could be told.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        ManifestText manifest;
        try
        {
            manifest = ManifestText.Read(text, "manifest");
        }
        catch (ManifestEditException)
        {
            return [];
        }

        return
            from list in ContainerLists
            from container in manifest.Root?.Value("spec")?.Value(list)?.Items ?? []
            from variable in container.Value("env")?.Items ?? []
            from value in variable.Values("value")
            let start = text.LastIndexOf('\n', Math.Max(0, value.Start - 1)) + 1
            let newline = text.IndexOf('\n', Math.Max(value.Start, value.End - 1))
            from line in text[start..(newline < 0 ? text.Length : newline)].Split('\n')
            select line;
    }

    /// <summary>Up to the value, where it stands behind its key in a block mapping.</summary>
    [GeneratedRegex(@"\A\s*(- )?value:\s+")]
    private static partial Regex Key();
}
