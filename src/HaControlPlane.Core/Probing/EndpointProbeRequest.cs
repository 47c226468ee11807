using System.Security.Cryptography.X509Certificates;

namespace HaControlPlane.Probing;

/// <summary>What to probe and how.</summary>
public sealed record EndpointProbeRequest
{
    /// <summary>The address or name to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>The TCP port. Default 6443.</summary>
    public int Port { get; init; } = Topology.ControlPlaneEndpoint.DefaultPort;

    /// <summary>The name for TLS and for the certificate's check. Null: the host.</summary>
    public string? ServerName { get; init; }

    /// <summary>The path to GET. Default <c>/readyz</c>.</summary>
    public string Path { get; init; } = "/readyz";

    /// <summary>Only open the connection, as <c>nc -zv</c> does.</summary>
    public bool TcpOnly { get; init; }

    /// <summary>The authorities that must have signed the certificate. Null: not checked, only told.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>How long one probe may take as a whole. Default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}
