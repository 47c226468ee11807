using System.Globalization;

namespace HaControlPlane.Topology.Failover;

/// <summary>Adds up how long each step of a failover takes at worst.</summary>
internal sealed class FailoverClock(VrrpSettings vrrp, CheckTimings checks)
{
    /// <summary>Every failure class with its worst case.</summary>
    public IReadOnlyList<FailoverEstimate> Estimates()
    {
        var down = (3 * vrrp.AdvertInterval) + Skew;
        var balancer = BalancerDeathSeen + (vrrp.CheckWeight == 0 ? Skew : down);
        var killed = checks.BackendInterval + ((checks.BackendFall - 1) * checks.BackendFastInterval);
        var hung = killed + (checks.BackendFall * checks.BackendTimeout);
        return
        [
            new(FailureClass.HolderLost, down, $"3 adverts of {Text(vrrp.AdvertInterval)} missed, and the next node's skew time."),
            new(FailureClass.BalancerKilled, balancer,
                checks.HeldCheckGap is { } gap
                    ? $"The check that haproxy holds ends with it, or the next one {Text(gap)} later fails; then the next node's skew time."
                    : $"{checks.ScriptFall} failed runs of the check, one each {Text(checks.ScriptInterval)}; then "
                        + (vrrp.CheckWeight == 0
                            ? "the VIP is given up at once: the next node's skew time."
                            : "the next node waits as if the holder were lost.")),
            new(FailureClass.ApiserverKilled, killed,
                $"{checks.BackendFall} failed checks of haproxy, the first within {Text(checks.BackendInterval)}, more each "
                    + $"{Text(checks.BackendFastInterval)}; until then only connections that meet this server, and most of these are "
                    + "retried on another."),
            new(FailureClass.ApiserverHung, checks.BackendAsksHttp ? hung : null,
                checks.BackendAsksHttp
                    ? $"{checks.BackendFall} checks of haproxy that each wait {Text(checks.BackendTimeout)}."
                    : "The check only says a TLS hello, which a hung API server still answers."),
        ];
    }

    /// <summary>
    /// How long the second best node hesitates, so that better ones go first: (256 - priority) / 256 adverts in VRRPv3
    /// (RFC 5798), (256 - priority) / 256 seconds in VRRPv2 (RFC 3768).
    /// </summary>
    private TimeSpan Skew
    {
        get
        {
            var next = vrrp.Priorities.Values.OrderDescending().Skip(1).DefaultIfEmpty(1).First();
            return (256 - Math.Clamp(next, 1, 254)) / 256.0 * (vrrp.Version == 3 ? vrrp.AdvertInterval : TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>A run that starts just before the death passes, so the last failing one ends that many intervals later.</summary>
    private TimeSpan BalancerDeathSeen => checks.HeldCheckGap ?? checks.ScriptFall * checks.ScriptInterval;

    private static string Text(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");
}
