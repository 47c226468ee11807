using HaControlPlane.Topology;

namespace HaControlPlane.Manifests;

/// <summary>
/// HCP280: the objects of the API that a Pod refers to, as the kubelet's HasAPIObjectReference finds them. A static pod may have none, since
/// the kubelet runs it before there is an API.
/// </summary>
internal static class PodReferences
{
    /// <summary>Volumes made of an object, by the key of their source.</summary>
    private static readonly Dictionary<string, string> Volumes = new(StringComparer.Ordinal)
    {
        ["configMap"] = "a ConfigMap",
        ["secret"] = "a Secret",
        ["csi"] = "a CSIDriver",
        ["glusterfs"] = "Endpoints",
        ["persistentVolumeClaim"] = "a PersistentVolumeClaim",
        ["ephemeral"] = "a PersistentVolumeClaim",
        ["azureFile"] = "a Secret",
    };

    private static readonly Dictionary<string, string> Projected = new(StringComparer.Ordinal)
    {
        ["configMap"] = "a ConfigMap",
        ["secret"] = "a Secret",
        ["serviceAccountToken"] = "a ServiceAccount",
        ["clusterTrustBundle"] = "a ClusterTrustBundle",
        ["podCertificate"] = "a PodCertificateRequest",
    };

    /// <summary>Volumes of other kinds that take their credentials from a Secret.</summary>
    private static readonly string[] SecretKeys = ["secretRef", "nodePublishSecretRef"];

    private static readonly string[] AccountKeys = ["serviceAccountName", "serviceAccount"];

    private static readonly (string Key, string What)[] OfVariables =
        [("secretKeyRef", "a Secret"), ("secretRef", "a Secret"), ("configMapKeyRef", "a ConfigMap"), ("configMapRef", "a ConfigMap")];

    /// <summary>Each reference of a Pod's spec, at its place.</summary>
    public static IEnumerable<Finding> Check(ManifestNode? spec)
    {
        foreach (var key in AccountKeys)
        {
            if (spec?.Value(key) is { Text: { Length: > 0 } } account)
            {
                yield return Found(key, "a ServiceAccount", account);
            }
        }

        foreach (var secret in spec?.Value("imagePullSecrets")?.Items ?? [])
        {
            yield return Found("imagePullSecrets", "a Secret", secret);
        }

        foreach (var claim in spec?.Value("resourceClaims")?.Items ?? [])
        {
            yield return Found("resourceClaims", "a ResourceClaim", claim);
        }

        foreach (var finding in PodContainers.Of(spec).SelectMany(OfEnvironment).Concat((spec?.Value("volumes")?.Items ?? []).SelectMany(OfVolume)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> OfEnvironment(ManifestNode container) =>
        from source in (container.Value("env")?.Items ?? []).Select(v => v.Value("valueFrom")).Concat(container.Value("envFrom")?.Items ?? [])
        from reference in OfVariables
        let place = source?.Value(reference.Key)
        where place is not null
        select Found(reference.Key, reference.What, place);

    private static IEnumerable<Finding> OfVolume(ManifestNode volume)
    {
        foreach (var (key, what) in Volumes.Where(v => volume.Value(v.Key) is not null))
        {
            yield return Found($"A volume of {key}", what, volume.Value(key)!);
        }

        foreach (var source in volume.Value("projected")?.Value("sources")?.Items ?? [])
        {
            foreach (var (key, what) in Projected.Where(p => source.Value(p.Key) is not null))
            {
                yield return Found($"A projected volume of {key}", what, source.Value(key)!);
            }
        }

        for (var i = 1; i < volume.Children.Count; i += 2)
        {
            foreach (var key in SecretKeys.Where(k => volume.Children[i].Value(k) is not null && volume.Children[i - 1].Text is not "csi"))
            {
                yield return Found(key, "a Secret", volume.Children[i].Value(key)!);
            }
        }
    }

    private static Finding Found(string where, string what, ManifestNode place) =>
        LintRules.ApiReference.Found($"{where} refers to {what}.") with { Location = place.Location };
}
