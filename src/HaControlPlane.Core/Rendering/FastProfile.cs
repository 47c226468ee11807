using System.Globalization;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>
/// The numbers of the profile <c>fast</c>. VRRP's own (version, advert interval, priorities) are in
/// <see cref="Topology.VrrpSettings"/>. Each was chosen by measurement; docs/profiles.md has the figures.
/// </summary>
public static class FastProfile
{
    /// <summary>Where haproxy answers for itself: its own life, its backends, its statistics. Never reachable from outside the node.</summary>
    public const string MonitorAddress = "127.0.0.1";

    /// <summary>Where the monitor of a topology's haproxy answers, without a path.</summary>
    public static Uri Monitor(LoadBalancerSpec balancer)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        return new UriBuilder(Uri.UriSchemeHttp, MonitorAddress, balancer.MonitorPort).Uri;
    }

    /// <summary>Where it tells haproxy's servers as CSV.</summary>
    public static Uri Statistics(LoadBalancerSpec balancer) => new(Monitor(balancer), "/stats;csv");

    /// <summary>
    /// How often keepalived asks whether haproxy lives; whole seconds only. Longer would see more deaths at once (see
    /// <see cref="Hold"/>), but also let a node wait longer before it may take the virtual IP.
    /// </summary>
    public static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long haproxy holds that request. While it is held, haproxy's death ends it at once; between two of them, the
    /// next one sees it. keepalived must not start the next before this one is over: 200 ms are left for sh and curl.
    /// </summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(1800);

    /// <summary>How long the check waits for haproxy at worst: 3 s for the request that haproxy holds, 1 s for the second question.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(4);

    /// <summary>
    /// After how long keepalived ends a run of a check, which then counts as failed. A run on a node that has a processor for it ends by
    /// itself within <see cref="AnswerLimit"/>; until then keepalived keeps the check's last answer.
    /// </summary>
    public static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the last good answer of a check counts on a starved node where none comes in time. A node whose haproxy
    /// has not answered once for so long serves nobody, whatever the reason.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>How long a TCP connect to an API server may take. A local network answers in 1 ms; a dead host never, and the client's time runs.</summary>
    public static readonly TimeSpan Connect = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How long an API server may take to answer /readyz; a healthy one takes under 20 ms. With the intervals below one that hangs is
    /// out after 1.3 s at worst. Being wrong costs little: a server that is out keeps its sessions, and when all are out any is asked.
    /// </summary>
    public static readonly TimeSpan CheckTimeout = TimeSpan.FromMilliseconds(400);

    /// <summary>How often each haproxy asks each API server's /readyz. A TLS handshake each: about 1 ms of the API server's time.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(400);

    /// <summary>How soon it asks again after the first bad, or first good, answer.</summary>
    public static readonly TimeSpan CheckAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a silent connection may live before anything was sent. client-go pings every 30 s (kubernetes/kubernetes#95981).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    /// <summary>How long a silent established stream may live: <c>exec</c> and <c>port-forward</c> over HTTP/1.1 send nothing when idle (kubernetes/kubeadm#2227).</summary>
    public static readonly TimeSpan Tunnel = TimeSpan.FromHours(4);

    /// <summary>How long one half of a closed connection may stay open.</summary>
    public static readonly TimeSpan Fin = TimeSpan.FromSeconds(30);

    /// <summary>How long a host may leave data unacknowledged before its sessions are closed (TCP_USER_TIMEOUT).</summary>
    public static readonly TimeSpan Unacknowledged = TimeSpan.FromSeconds(4);

    /// <summary>How long a worker of before a reload may keep serving its sessions.</summary>
    public static readonly TimeSpan ReloadedWorker = TimeSpan.FromMinutes(30);

    /// <summary>A duration as haproxy writes it: <c>300ms</c>, <c>30s</c>, <c>5m</c>, <c>4h</c>.</summary>
    internal static string InHaproxy(TimeSpan time) => time switch
    {
        { TotalHours: >= 1, Minutes: 0, Seconds: 0 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h"),
        { TotalMinutes: >= 1, Seconds: 0 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m"),
        { TotalSeconds: >= 1, Milliseconds: 0 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMilliseconds}ms"),
    };
}
