namespace HaControlPlane.Probing;

/// <summary>What one probe of an endpoint found.</summary>
public sealed record EndpointProbeResult
{
    /// <summary>What <see cref="From"/> says of this machine.</summary>
    public const string Here = "here";

    /// <summary>The node that asked, or "here".</summary>
    public string From { get; init; } = Here;

    /// <summary>The address or name that was probed.</summary>
    public required string Host { get; init; }

    /// <summary>The port that was probed.</summary>
    public required int Port { get; init; }

    /// <summary>The path that was asked for.</summary>
    public string Path { get; init; } = "/readyz";

    /// <summary>No more was wanted, or possible, than an open connection.</summary>
    public bool TcpOnly { get; init; }

    /// <summary>When the probe began.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How far it came.</summary>
    public required ProbeStage Stage { get; init; }

    /// <summary>Time to the open TCP connection; null when it never opened.</summary>
    public TimeSpan? Tcp { get; init; }

    /// <summary>Time of the TLS handshake.</summary>
    public TimeSpan? Tls { get; init; }

    /// <summary>Time of the HTTP request.</summary>
    public TimeSpan? Http { get; init; }

    /// <summary>The HTTP status; null when none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The body's first line.</summary>
    public string? Body { get; init; }

    /// <summary>What the served certificate is good for.</summary>
    public ServedCertificate? Certificate { get; init; }

    /// <summary>What went wrong, in one sentence; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>The endpoint answered 200, and the certificate passed what was asked of it; or the connection opened, where no more was wanted.</summary>
    public bool Ok => Problem is null && (StatusCode == 200 || TcpOnly);

    /// <summary>What came of it in a few words: <c>TCP open</c>, <c>200 ok</c>, or the problem.</summary>
    public string Answer => Problem ?? (StatusCode is { } status ? $"{status} {Body}".TrimEnd() : "TCP open");
}
