namespace HaControlPlane.Topology.Rules;

/// <summary>The images of a topology and what their references say.</summary>
internal static class ImageFacts
{
    /// <summary>The images that are named, with their keys.</summary>
    public static IEnumerable<(string Image, string Path)> NamedImages(this ControlPlaneTopology topology)
    {
        var images = topology.LoadBalancer.Images;
        return new[] { (images.Keepalived, "keepalived"), (images.Haproxy, "haproxy"), (images.KubeVip, "kubeVip") }
            .Where(i => i.Item1 is not null)
            .Select(i => (i.Item1!, "loadBalancer.images." + i.Item2));
    }

    /// <summary>The tag of a reference; null without one. A digest counts as no tag.</summary>
    public static string? TagOf(string image)
    {
        var name = image.Split('@')[0].Split('/')[^1];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : name[(colon + 1)..];
    }

    /// <summary>True when the reference names its content by digest.</summary>
    public static bool HasDigest(string image) => image.Contains("@sha", StringComparison.Ordinal);

    /// <summary>True when the repository is one of a name, whatever the registry.</summary>
    public static bool IsOf(string image, string repository)
    {
        var name = image.Split('@')[0];
        var tag = TagOf(image);
        name = tag is null ? name : name[..^(tag.Length + 1)];
        return name == repository || name.EndsWith("/" + repository, StringComparison.Ordinal);
    }
}
