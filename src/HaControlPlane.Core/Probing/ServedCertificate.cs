namespace HaControlPlane.Probing;

/// <summary>The certificate an endpoint served.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Names">Its subject alternative names, DNS names and addresses.</param>
/// <param name="NotAfter">When it ends.</param>
/// <param name="CoversHost">The probed host is among the names.</param>
/// <param name="Trusted">Signed by one of the given authorities; null when none were given.</param>
public sealed record ServedCertificate(string Subject, IReadOnlyList<string> Names, DateTimeOffset NotAfter, bool CoversHost, bool? Trusted);
