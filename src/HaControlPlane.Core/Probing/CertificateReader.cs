using System.Security.Cryptography.X509Certificates;

namespace HaControlPlane.Probing;

/// <summary>Reads what a served certificate is good for.</summary>
internal static class CertificateReader
{
    public static ServedCertificate Read(X509Certificate2 certificate, X509Chain? served, EndpointProbeRequest request)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())))
            .ToArray();
        return new ServedCertificate(
            certificate.Subject,
            names,
            certificate.NotAfter,
            certificate.MatchesHostname(request.ServerName ?? request.Host, allowWildcards: true, allowCommonName: false),
            request.Authorities is null ? null : IsSignedBy(certificate, served, request.Authorities));
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Chain? served, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in served?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate);
    }
}
