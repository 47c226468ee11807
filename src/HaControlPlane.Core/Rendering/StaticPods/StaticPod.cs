using System.Security.Cryptography;
using System.Text;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>What keepalived's and haproxy's pods have in common.</summary>
internal static class StaticPod
{
    /// <summary>Evicted last of all: without it a full node takes the API away from the whole cluster.</summary>
    public const string NodeCritical = "system-node-critical";

    public static NodeFile File(ControlPlaneNode node, string path, PodManifest manifest) => new()
    {
        Node = node,
        Path = path,
        Role = NodeFileRole.StaticPodManifest,
        Content = ConfigText.Finish($"# {path}\n{ManifestYaml.Write(PodTree.Of(manifest))}"),
    };

    public static ImageReference Image(string? declared, string standard, string path) =>
        ImageReference.TryParse(declared ?? standard, out var image) ? image : throw RenderFailure.ImageUnreadable(path);

    /// <summary>
    /// The configuration's hash makes the kubelet start the pod anew when it changes. The profile fast has no password;
    /// of a text with a short one, a bare hash would give it away to whoever can guess the rest.
    /// </summary>
    public static PodMetadata FastMetadata(string name, NodeFile config) => new()
    {
        Name = name,
        Annotations = new Dictionary<string, string> { ["hacontrolplane/config-sha256"] = Sha256(config.Content) },
        Labels = new Dictionary<string, string> { ["component"] = name, ["tier"] = "control-plane" },
    };

    public static PodResources Requests(string cpu, string memory) =>
        new(new Dictionary<string, string> { ["cpu"] = cpu, ["memory"] = memory });

    private static string Sha256(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
}
