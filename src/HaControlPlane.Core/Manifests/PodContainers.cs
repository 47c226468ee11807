namespace HaControlPlane.Manifests;

/// <summary>The containers of a Pod.</summary>
internal static class PodContainers
{
    private static readonly string[] Lists = ["initContainers", "containers"];

    /// <summary>Those of a spec, the ones that run first in front.</summary>
    public static IEnumerable<ManifestNode> Of(ManifestNode? spec) => Lists.SelectMany(k => spec?.Value(k)?.Items ?? []);
}
