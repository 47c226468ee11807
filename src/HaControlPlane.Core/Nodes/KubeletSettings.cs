using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaControlPlane.Nodes;

/// <summary>
/// The settings of a kubelet as it merges them: its configuration file, then each file of its <c>--config-dir</c> whose name ends in
/// <c>.conf</c>, in the order of their paths. A later file's value takes the place of an earlier one's; null takes it away.
/// </summary>
/// <remarks>https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/#merging-order</remarks>
internal sealed class KubeletSettings
{
    private readonly Dictionary<string, KubeletSetting> settings = new(StringComparer.Ordinal);

    private KubeletSettings()
    {
    }

    /// <summary>The files that are no YAML mapping, each with the reason. A kubelet does not start with such a file.</summary>
    public IReadOnlyList<KubeletSetting> Unreadable { get; private init; } = [];

    /// <summary>A setting at the top of the configuration; null where no file has it, or the last one that does takes it away.</summary>
    public KubeletSetting? this[string name] => settings.GetValueOrDefault(name);

    /// <summary>Merges files.</summary>
    /// <param name="configuration">The configuration file; null where it cannot be read.</param>
    /// <param name="dropIns">The files of the folder of drop-ins, in any order.</param>
    public static KubeletSettings Merge((string Path, string Text)? configuration, IEnumerable<(string Path, string Text)> dropIns)
    {
        var unreadable = new List<KubeletSetting>();
        var merged = new KubeletSettings { Unreadable = unreadable };
        var ordered = dropIns.OrderBy(f => f.Path.Split('/'), SegmentOrder.Instance);
        foreach (var (path, text) in configuration is { } first ? ordered.Prepend(first) : ordered)
        {
            try
            {
                merged.Add(path, text);
            }
            catch (Exception e) when (e is YamlException or InvalidDataException)
            {
                unreadable.Add(new KubeletSetting(e is YamlException { Start: var at } ? FormattableString.Invariant($"line {at.Line}: {e.Message}") : e.Message, path));
            }
        }

        return merged;
    }

    private void Add(string path, string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is [])
        {
            return;
        }

        if (stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw new InvalidDataException("it is no mapping");
        }

        foreach (var (key, value) in root)
        {
            var name = key.ToString();
            if (value is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" or null })
            {
                settings.Remove(name);
            }
            else
            {
                settings[name] = new KubeletSetting(value.ToString(), path);
            }
        }
    }

    /// <summary>As Go's filepath.WalkDir goes: folder by folder, names by their bytes.</summary>
    private sealed class SegmentOrder : IComparer<string[]>
    {
        public static SegmentOrder Instance { get; } = new();

        public int Compare(string[]? x, string[]? y)
        {
            for (var i = 0; i < Math.Min(x!.Length, y!.Length); i++)
            {
                if (string.CompareOrdinal(x[i], y[i]) is not 0 and var order)
                {
                    return order;
                }
            }

            return x.Length - y.Length;
        }
    }
}
