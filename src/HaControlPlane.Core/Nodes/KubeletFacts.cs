using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>What a node's kubelet runs on.</summary>
/// <param name="Runs">A kubelet runs.</param>
/// <param name="Known">Its configuration could be read, so that a missing value means that there is none.</param>
/// <param name="StaticPodPath">The folder whose manifests it runs; null for none, or when unknown.</param>
/// <param name="NodeIP">What its --node-ip says; null for nothing.</param>
public sealed record KubeletFacts(bool Runs, bool Known, string? StaticPodPath, string? NodeIP)
{
    /// <summary>The file or the option that <see cref="StaticPodPath"/> is from; null for none.</summary>
    public string? StaticPodPathSource { get; init; }

    /// <summary>The files of its configuration that the kubelet cannot read, each with the reason.</summary>
    public IReadOnlyList<KubeletSetting> Unreadable { get; init; } = [];

    /// <summary>Nothing is known of a kubelet.</summary>
    internal static KubeletFacts None { get; } = new(false, false, null, null);

    /// <summary>Reads what a node said.</summary>
    internal static KubeletFacts Read(IReadOnlyList<ScriptRecord> records)
    {
        if (records.FirstOrDefault(r => r.Kind == "kubelet") is not { } kubelet)
        {
            return None;
        }

        var configuration = records.FirstOrDefault(r => r.Kind == "kubelet-config");
        var merged = KubeletSettings.Merge(
            configuration is null ? null : (configuration[0], configuration[1]),
            records.Where(r => r.Kind == "kubelet-drop-in").Select(r => (r[0], r[1])));

        // An option of the command line beats every file.
        var path = kubelet[2].Length > 0 ? new KubeletSetting(kubelet[2], "--pod-manifest-path") : merged["staticPodPath"];
        return new KubeletFacts(kubelet[0] == "yes", kubelet[1] == "yes", path?.Value is { Length: > 0 } value ? value : null, kubelet[3].Length > 0 ? kubelet[3] : null)
        {
            StaticPodPathSource = path?.Source,
            Unreadable = merged.Unreadable,
        };
    }
}
