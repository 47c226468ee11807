using HaControlPlane.Topology;

namespace HaControlPlane.Manifests;

/// <summary>What a static pod mounts from its node.</summary>
/// <param name="Path">The path on the node.</param>
/// <param name="Type">The hostPath's type; empty for none.</param>
/// <param name="Location">Where the manifest says so.</param>
internal sealed record HostPath(string Path, string Type, SourceLocation Location)
{
    /// <summary>Every absolute hostPath of these manifests. Those that cannot be read have none that could be told.</summary>
    public static IReadOnlyList<HostPath> Of(IEnumerable<ManifestFile> files) => [.. files.SelectMany(Of)];

    /// <summary>The kubeconfigs and certificates that kubeadm and kube-vip mount by themselves are upstream's own form, and no mistake.</summary>
    public static bool IsOfKubeadm(string path) =>
        path.StartsWith("/etc/kubernetes/pki/", StringComparison.Ordinal)
        || (path.StartsWith("/etc/kubernetes/", StringComparison.Ordinal) && path.EndsWith(".conf", StringComparison.Ordinal) && path.LastIndexOf('/') == "/etc/kubernetes".Length);

    /// <summary>What is wrong with it on a node where this lies there; null when nothing is.</summary>
    /// <param name="there">file, empty, directory, socket, other or absent.</param>
    public Finding? Judge(string there)
    {
        if ((Type, there) is ("", "file" or "empty"))
        {
            // Without a type only the node can tell.
            return IsOfKubeadm(Path) ? null : LintRules.SingleFile.Found($"{Display.Line(Path)} is mounted as a single file.") with { Location = Location };
        }

        var rule = (Type, there) switch
        {
            ("FileOrCreate", "absent" or "empty") => LintRules.HostFileEmpty,
            ("" or "File" or "Directory" or "Socket" or "CharDevice" or "BlockDevice", "absent") => LintRules.HostPathMissing,
            ("File" or "FileOrCreate", "directory" or "socket" or "other")
                or ("Directory" or "DirectoryOrCreate", "file" or "empty" or "socket" or "other")
                or ("Socket", "file" or "empty" or "directory" or "other") => LintRules.HostPathType,
            _ => null,
        };
        var what = there switch { "absent" => "is not there", "empty" => "is an empty file", "other" => "is something else", _ => $"is a {there}" };
        var severity = Type.Length == 0 ? FindingSeverity.Warning : FindingSeverity.Error;
        return rule is null ? null : rule.Found($"{Display.Line(Path)} {what}{(Type.Length == 0 ? "" : $", and its type is {Display.Line(Type)}")}.", severity) with { Location = Location };
    }

    private static IReadOnlyList<HostPath> Of(ManifestFile file)
    {
        try
        {
            return
            [
                .. from volume in ManifestText.Read(file.Content, file.Path).Root?.Value("spec")?.Value("volumes")?.Items ?? []
                   let host = volume.Value("hostPath")
                   let path = host?.Value("path")
                   where path?.Text is { } text && text.StartsWith('/') && !text.Contains('\0', StringComparison.Ordinal)
                   select new HostPath(path.Text!, host.Value("type")?.Text ?? string.Empty, path.Location),
            ];
        }
        catch (ManifestEditException)
        {
            return [];
        }
    }
}
