namespace HaControlPlane.Topology.Failover;

/// <summary>
/// The numbers of the health checks a profile comes down to. The text profiles' are upstream's and haproxy's own defaults;
/// the failover model reasons with them.
/// </summary>
public sealed record CheckTimings
{
    /// <summary>How often keepalived runs its script: a whole number of seconds, 1 at least.</summary>
    public required TimeSpan ScriptInterval { get; init; }

    /// <summary>After how long one run of the script counts as failed.</summary>
    public required TimeSpan ScriptTimeout { get; init; }

    /// <summary>How many runs must fail in a row.</summary>
    public required int ScriptFall { get; init; }

    /// <summary>How often haproxy checks an API server that is well. haproxy's default is 2 s.</summary>
    public required TimeSpan BackendInterval { get; init; }

    /// <summary>How often it checks while it is in doubt. haproxy's default is the same as <see cref="BackendInterval"/>.</summary>
    public required TimeSpan BackendFastInterval { get; init; }

    /// <summary>After how long an API server that took the connection but does not answer counts as failed.</summary>
    public required TimeSpan BackendTimeout { get; init; }

    /// <summary>How many checks must fail in a row. haproxy's default is 3.</summary>
    public required int BackendFall { get; init; }

    /// <summary>True when the check asks for an HTTP answer. A TLS hello alone is answered by an API server that answers nothing else.</summary>
    public required bool BackendAsksHttp { get; init; }

    /// <summary>How long haproxy waits for an API server to take a connection.</summary>
    public required TimeSpan Connect { get; init; }

    /// <summary>A connect that failed is tried on another API server at once.</summary>
    public required bool RetriesElsewhere { get; init; }

    /// <summary>How long after API servers are back from an outage of all haproxy gives them connections again.</summary>
    public required TimeSpan BackendReturn { get; init; }

    /// <summary>
    /// How long haproxy's death can go unseen by a check that waits with it: the pause between two runs. Null where the
    /// check only asks now and then.
    /// </summary>
    public TimeSpan? HeldCheckGap { get; init; }

    /// <summary>
    /// How long the last good answer counts on a node that is starved of processor, memory or disk, after which a run may
    /// still last <see cref="ScriptLimit"/>. Null where a check that is late counts as failed.
    /// </summary>
    public TimeSpan? KeptAnswer { get; init; }

    /// <summary>After how long keepalived ends a run that gets no processor.</summary>
    public TimeSpan ScriptLimit { get; init; }

    /// <summary>The numbers of a topology's profile.</summary>
    public static CheckTimings For(ControlPlaneTopology topology) => topology.LoadBalancer.Profile switch
    {
        LoadBalancerProfile.Fast => Fast,
        var text => Text(asksHttp: text == LoadBalancerProfile.Kubeadm),
    };

    /// <summary>The quickest that did not flap when measured on real daemons. A test holds them to what is rendered.</summary>
    private static CheckTimings Fast => new()
    {
        ScriptInterval = TimeSpan.FromSeconds(2),
        ScriptTimeout = TimeSpan.FromSeconds(4),
        ScriptFall = 1,
        BackendInterval = TimeSpan.FromMilliseconds(400),
        BackendFastInterval = TimeSpan.FromMilliseconds(100),
        BackendTimeout = TimeSpan.FromMilliseconds(400),
        BackendFall = 2,
        BackendAsksHttp = true,
        Connect = TimeSpan.FromMilliseconds(300),
        RetriesElsewhere = true,
        // The last resort asks any that accepts.
        BackendReturn = TimeSpan.Zero,
        HeldCheckGap = TimeSpan.FromMilliseconds(200),
        KeptAnswer = TimeSpan.FromSeconds(10),
        ScriptLimit = TimeSpan.FromSeconds(10),
    };

    /// <summary>"interval 3", "fall 10", curl's "--max-time 2", "timeout check 10s", "timeout connect 5s", and haproxy's defaults "inter 2s fall 3 rise 2".</summary>
    private static CheckTimings Text(bool asksHttp) => new()
    {
        ScriptInterval = TimeSpan.FromSeconds(3),
        ScriptTimeout = TimeSpan.FromSeconds(2),
        ScriptFall = 10,
        BackendInterval = TimeSpan.FromSeconds(2),
        BackendFastInterval = TimeSpan.FromSeconds(2),
        BackendTimeout = TimeSpan.FromSeconds(10),
        BackendFall = 3,
        BackendAsksHttp = asksHttp,
        Connect = TimeSpan.FromSeconds(5),
        RetriesElsewhere = false,
        BackendReturn = TimeSpan.FromSeconds(4),
    };
}
