using System.Globalization;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Probing;

/// <summary>What must be true of the certificate that the endpoint serves.</summary>
internal static class EndpointRules
{
    /// <summary>kubeadm's certificates live a year, and every upgrade of the cluster renews them; two weeks are enough to do it by hand.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static readonly RuleInfo CertificateEnds = new(
        "HCP248", Warning, "The certificate that the endpoint serves is good for two more weeks.",
        "When it ends, every client refuses the API at the same moment, the kubelets among them.",
        "Renew it on each control plane node: kubeadm certs renew apiserver, then restart kube-apiserver.",
        "https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/");

    public static readonly RuleInfo CertificateLacksName = new(
        "HCP249", Warning, "The certificate that the endpoint serves names every way to it.",
        "Clients that use a name or address which is not among its subject alternative names refuse to connect.",
        "Add it to apiServer.certSANs in kubeadm's ClusterConfiguration, delete apiserver.crt and .key, and run kubeadm init phase certs apiserver on each control plane node.",
        "kubernetes/kubeadm#1447");

    public static IReadOnlyList<RuleInfo> All { get; } = [CertificateEnds, CertificateLacksName];

    /// <summary>What there is to say about served certificates.</summary>
    public static IReadOnlyList<Finding> Check(ControlPlaneEndpoint endpoint, IEnumerable<EndpointProbeResult> probes, DateTimeOffset now) =>
        [.. probes.Where(p => p.Certificate is not null).DistinctBy(p => p.Host).SelectMany(p => Check(endpoint, p.Host, p.Certificate!, now))];

    private static IEnumerable<Finding> Check(ControlPlaneEndpoint endpoint, string host, ServedCertificate served, DateTimeOffset now)
    {
        if (served.NotAfter - now < Soon)
        {
            var what = served.NotAfter <= now ? "ended" : "ends";
            yield return CertificateEnds.Found(string.Create(CultureInfo.InvariantCulture, $"The certificate served at {host} {what} on {served.NotAfter:u}."), served.NotAfter <= now ? Error : null);
        }

        string[] needed = endpoint.Host is { } name ? [host, name] : [host];
        foreach (var missing in needed.Distinct(StringComparer.OrdinalIgnoreCase).Where(n => !served.Names.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            yield return CertificateLacksName.Found($"The certificate served at {host} does not name {missing}; it names {string.Join(", ", served.Names)}.");
        }
    }
}
