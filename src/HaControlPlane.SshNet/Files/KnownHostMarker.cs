namespace HaControlPlane.SshNet.Files;

/// <summary>What a line of known_hosts says about its key.</summary>
internal enum KnownHostMarker
{
    /// <summary>It is the host's.</summary>
    None,

    /// <summary>It must never be accepted.</summary>
    Revoked,

    /// <summary>It signs the host's certificates.</summary>
    CertificateAuthority,
}
