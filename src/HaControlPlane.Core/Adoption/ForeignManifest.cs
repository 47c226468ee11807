using HaControlPlane.Manifests;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Adoption;

/// <summary>Whether a static pod at a path of ours is another product's.</summary>
internal static class ForeignManifest
{
    /// <summary>The pod, where it is none of the endpoint's; null for one that is, as kubeadm's documents and kube-vip's have it, and for an empty file.</summary>
    public static ForeignService? Find(string path, string text, EndpointPlace place)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        ManifestNode? root;
        try
        {
            root = ManifestText.Read(text, path).Root;
        }
        catch (ManifestEditException)
        {
            return new ForeignService(path, 1, "a file that is not one manifest");
        }

        var spec = root?.Value("spec");
        var containers = spec?.Value("containers")?.Items ?? [];
        string[] images = [.. containers.Select(c => c.Value("image")?.Text ?? "no image")];
        string[] folders = [.. HostPath.Of([new ManifestFile(path, text)]).Select(h => h.Path.TrimEnd('/'))];
        var own = path switch
        {
            NodePaths.HaproxyManifest => images.All(i => Runs(i, "haproxy")) && folders.Any(f => IsOf(f, NodePaths.HaproxyFolder)),
            NodePaths.KeepalivedManifest => images.All(i => Runs(i, "keepalived")) && folders.Any(f => IsOf(f, NodePaths.KeepalivedFolder)),
            _ => images.All(i => Runs(i, "kube-vip")) && containers.All(c => Addresses(c).All(place.IsVirtualIP)),
        };
        if (own && images.Length > 0)
        {
            return null;
        }

        var name = root?.Value("metadata")?.Value("name")?.Text;
        return new ForeignService(path, 1, Display.Line(
            $"{(name is null ? "a manifest" : $"the pod {name}")}{(images.Length == 0 ? "" : $" of {string.Join(", ", images)}")}{(folders.Length == 0 ? "" : $", which mounts {string.Join(", ", folders)}")}"));
    }

    private static bool Runs(string image, string program) => image.Contains(program, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The addresses that a container of kube-vip announces.</summary>
    private static IEnumerable<string> Addresses(ManifestNode container) =>
        (container.Value("env")?.Items ?? []).Where(v => v.Value("name")?.Text is "address" or "vip_address").Select(v => v.Value("value")?.Text).OfType<string>()
            .Concat((container.Value("args")?.Items ?? []).SkipWhile(a => a.Text is not "--address").Skip(1).Take(1).Select(a => a.Text).OfType<string>())
            .SelectMany(a => a.Split(',')).Where(a => a.Length > 0);
}
