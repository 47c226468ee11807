using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>Holds the files of a static pod directory against the rules HCP301 to HCP308, HCP280 and HCP281.</summary>
public static class ManifestLint
{
    private static readonly string[] LeftoverEndings =
        ["~", ".bak", ".backup", ".old", ".orig", ".save", ".swp", ".swo", ".tmp", ".rpmsave", ".rpmnew", ".rpmorig", ".dpkg-old", ".dpkg-new", ".dpkg-dist"];

    private static readonly string[] ManifestEndings = [".yaml", ".yml", ".json"];

    /// <summary>Everything the rules have to say, file by file.</summary>
    /// <param name="files">The files a kubelet would read, in the order of their names.</param>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<ManifestFile> files)
    {
        var findings = new List<Finding>();
        var owners = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            findings.AddRange(CheckName(file));
            try
            {
                findings.AddRange(CheckPod(ManifestText.Read(file.Content, file.Path), file, owners));
            }
            catch (ManifestEditException unreadable)
            {
                findings.Add(Found(LintRules.Unparseable, unreadable.Finding.What, unreadable.Finding.Location!));
            }
        }

        return findings;
    }

    private static IEnumerable<Finding> CheckName(ManifestFile file)
    {
        if (LeftoverEndings.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            || !ManifestEndings.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Found(LintRules.Leftover, $"The kubelet takes {Display.Quote(file.Name)} for a manifest.", new SourceLocation(file.Path, 1, 1));
        }
    }

    private static List<Finding> CheckPod(ManifestText manifest, ManifestFile file, Dictionary<string, SourceLocation> owners)
    {
        if (manifest.Root is not { Event: MappingStart } pod || pod.Value("kind")?.Text != "Pod" || pod.Value("metadata")?.Value("name") is not { Text: { } name } place)
        {
            return [Found(LintRules.Unparseable, file.Content.Length > 0 ? "This is no Pod with a name." : "This is no Pod with a name: the file is empty, or a link that leads nowhere.", manifest.Root?.Location ?? new SourceLocation(file.Path, 1, 1))];
        }

        var findings = new List<Finding>();
        if (manifest.Documents > 1)
        {
            findings.Add(Found(LintRules.SeveralDocuments, $"The file holds {manifest.Documents} documents.", pod.Location));
        }

        var identity = $"{pod.Value("metadata")?.Value("namespace")?.Text ?? "default"}/{name}";
        if (!owners.TryAdd(identity, place.Location))
        {
            findings.Add(Found(LintRules.Duplicate, $"The Pod {Display.Quote(identity)} is in {owners[identity]} already.", place.Location));
        }

        var spec = pod.Value("spec");
        var containers = PodContainers.Of(spec).ToArray();
        findings.AddRange(containers.SelectMany(CheckImage));
        findings.AddRange(containers.SelectMany(c => c.Value("volumeMounts")?.Items ?? []).SelectMany(CheckMount));
        findings.AddRange((spec?.Value("volumes")?.Items ?? []).SelectMany(CheckVolume));
        findings.AddRange(PodReferences.Check(spec));
        findings.AddRange(PodValues.Check(pod));
        return findings;
    }

    private static IEnumerable<Finding> CheckImage(ManifestNode container)
    {
        if (container.Value("image") is not { Text: { Length: > 0 } image } place || ImageFacts.HasDigest(image))
        {
            yield break;
        }

        var tag = ImageFacts.TagOf(image);
        if (tag is null or "" or "latest")
        {
            yield return Found(LintRules.Unpinned, $"The image {Display.Quote(image)} {(string.IsNullOrEmpty(tag) ? "has no tag" : "follows latest")}.", place.Location);
        }

        foreach (var finding in KubeVipLint.Check(container, image, place))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> CheckVolume(ManifestNode volume)
    {
        if (volume.Value("hostPath") is not { } host
            || host.Value("path") is not { Text: { } path } place
            || host.Value("type")?.Text is not ("File" or "FileOrCreate")
            || HostPath.IsOfKubeadm(path))
        {
            yield break;
        }

        if (host.Value("type")!.Text == "FileOrCreate")
        {
            yield return Found(LintRules.EmptyFileCreated, $"{Display.Line(path)} is created empty when it is missing.", place.Location);
        }

        yield return Found(LintRules.SingleFile, $"{Display.Line(path)} is mounted as a single file.", place.Location);
    }

    /// <summary>A file of a directory that is mounted by itself stays the old one just as well. That it is a file only its ending tells.</summary>
    private static IEnumerable<Finding> CheckMount(ManifestNode mount)
    {
        if (mount.Value("subPath") is { Text: { } path } place && Path.HasExtension(path))
        {
            yield return Found(LintRules.SingleFile, $"{Display.Line(path)} is mounted as a single file, by subPath.", place.Location);
        }
    }

    private static Finding Found(RuleInfo rule, string what, SourceLocation place) => rule.Found(what) with { Location = place };
}
