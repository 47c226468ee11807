using HaControlPlane.Rendering;

namespace HaControlPlane.Nodes;

/// <summary>kubeadm's kubeconfigs on a node, which kube-vip mounts.</summary>
/// <param name="Admin">admin.conf is a file there: the node belongs to a cluster.</param>
/// <param name="SuperAdmin">super-admin.conf is: kubeadm init ran there.</param>
/// <param name="Folders">Those of the two paths where a folder is, made by a container runtime for a pod that came too early.</param>
/// <param name="OfKubeVip">The one that a placed kube-vip mounts; null for none.</param>
/// <param name="Calico">How Calico finds the nodes' addresses: its IP_AUTODETECTION_METHOD, empty for its default; null where no Calico was seen.</param>
/// <param name="Release">The release of kubeadm there, or of the kubelet; null where there is neither.</param>
public sealed record KubeconfigFacts(bool Admin, bool SuperAdmin, IReadOnlyList<string> Folders, string? OfKubeVip, string? Calico, Version? Release)
{
    /// <summary>A node that said nothing of them.</summary>
    public static KubeconfigFacts None { get; } = new(false, false, [], null, null, null);

    internal static KubeconfigFacts Read(IReadOnlyList<Scripts.ScriptRecord> records)
    {
        var found = records.Where(r => r.Kind == "kubeconfig-file").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        (string Name, string Path)[] known = [("admin", NodePaths.AdminKubeconfig), ("super-admin", NodePaths.SuperAdminKubeconfig)];
        return new(
            found.GetValueOrDefault("admin") == "file",
            found.GetValueOrDefault("super-admin") == "file",
            [.. known.Where(k => found.GetValueOrDefault(k.Name) == "folder").Select(k => k.Path)],
            records.FirstOrDefault(r => r.Kind == "kube-vip-on")?[0],
            records.FirstOrDefault(r => r.Kind == "calico")?[0],
            Version.TryParse(records.FirstOrDefault(r => r.Kind == "kubernetes-release")?[0], out var release) ? release : null);
    }
}
