using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;

namespace HaControlPlane.Manifests;

/// <summary>
/// HCP308 for kube-vip: what its container's environment says, held against what the version of its image knows. Upstream's
/// own documents name images that their manifests were never written for.
/// </summary>
internal static class KubeVipLint
{
    private const string HealthCheck = "control_plane_health_check_address";

    /// <summary>What the version gets wrong by itself, and what it makes of its environment.</summary>
    public static IEnumerable<Finding> Check(ManifestNode container, string image, ManifestNode place)
    {
        if (!ImageFacts.IsOf(image, "kube-vip/kube-vip") || !KubeVipVersion.TryParse(ImageFacts.TagOf(image), out var version))
        {
            yield break;
        }

        if (KubeVipVersions.FlawOf(version) is { } flaw)
        {
            yield return Found($"kube-vip {version} {flaw.What}.", place, $"Use {flaw.NextGood}.") with { Reference = flaw.Thread };
        }

        var variables = Variables(container);
        var cidr = variables.GetValueOrDefault("vip_cidr");
        var subnet = variables.GetValueOrDefault("vip_subnet");
        if (cidr is not null && !version.HasCidr)
        {
            yield return Found($"kube-vip {version} passes over vip_cidr.", cidr, "Write vip_subnet with the same value.") with { Reference = "kube-vip/kube-vip#1132" };
        }

        if (subnet is not null && !version.KnowsSubnet)
        {
            yield return Found($"kube-vip {version} passes over vip_subnet.", subnet, "Write vip_cidr with the same value, or use v0.9.0 or newer.");
        }

        if (variables.GetValueOrDefault("vip_address") is { } address && subnet is null && !variables.ContainsKey("address") && version.RefusesBareVipAddress)
        {
            yield return Found($"kube-vip {version} does not start on vip_address without vip_subnet.", address, "Write address instead of vip_address, and vip_subnet.");
        }

        if (variables.GetValueOrDefault(HealthCheck) is { } check && !version.ChecksHealth)
        {
            yield return Found($"kube-vip {version} passes over {HealthCheck}, and announces an address whose API server is dead.", check, "Use v1.2.3.");
        }
    }

    /// <summary>The names of the environment with their places; one that is repeated counts where it stands last, as for Kubernetes.</summary>
    private static Dictionary<string, ManifestNode> Variables(ManifestNode container)
    {
        var variables = new Dictionary<string, ManifestNode>(StringComparer.Ordinal);
        foreach (var name in (container.Value("env")?.Items ?? []).Select(v => v.Value("name")).OfType<ManifestNode>())
        {
            if (name.Text is { } text)
            {
                variables[text] = name;
            }
        }

        return variables;
    }

    private static Finding Found(string what, ManifestNode place, string fix) => LintRules.KnownBad.Found(what, fix: fix) with { Location = place.Location };
}
