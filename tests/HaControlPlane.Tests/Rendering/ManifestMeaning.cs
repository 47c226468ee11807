using YamlDotNet.Serialization;

namespace HaControlPlane.Tests.Rendering;

/// <summary>What a manifest says to Kubernetes, whatever its text looks like.</summary>
internal static class ManifestMeaning
{
    /// <summary>Sorted paths and values; null and empty maps mean nothing to Kubernetes.</summary>
    public static List<string> Of(string yaml) =>
        [.. Flatten("", new DeserializerBuilder().Build().Deserialize<object>(yaml)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Flatten(string path, object? value) => value switch
    {
        null => [],
        Dictionary<object, object> map => map.SelectMany(p => Flatten($"{path}.{p.Key}", p.Value)),
        List<object> list => list.SelectMany((v, i) => Flatten($"{path}[{i}]", v)),
        _ => [$"{path}={value}"],
    };
}
