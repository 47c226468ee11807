namespace HaControlPlane.SshNet.Files;

/// <summary>What the known hosts say to a key that a server shows.</summary>
internal enum HostKeyVerdict
{
    /// <summary>It is the host's. The only one with which a login goes on.</summary>
    Known,

    /// <summary>Nothing is known of the host.</summary>
    Unknown,

    /// <summary>Other keys are known, not this one.</summary>
    Changed,

    /// <summary>It is revoked.</summary>
    Revoked,

    /// <summary>Nothing is known of the host but who signs its certificates.</summary>
    OnlyCertified,
}
