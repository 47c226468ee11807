namespace HaControlPlane.Probing;

/// <summary>How far a probe came.</summary>
public enum ProbeStage
{
    /// <summary>Opening the connection.</summary>
    Tcp,

    /// <summary>The TLS handshake.</summary>
    Tls,

    /// <summary>The HTTP request.</summary>
    Http,

    /// <summary>All of it.</summary>
    Done,
}
