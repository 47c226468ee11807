using System.Globalization;

namespace HaControlPlane.Topology.Failover;

/// <summary>Adds up how long each step of a failover takes at worst.</summary>
/// <param name="vrrp">The numbers of the election.</param>
/// <param name="checks">The numbers of the checks.</param>
/// <param name="runAs">What the daemons run as, which decides who starts them again.</param>
internal sealed class FailoverClock(VrrpSettings vrrp, CheckTimings checks, RunAs runAs)
{
    /// <summary>
    /// What no configuration says: a process that waits for its turn, the announcement of the new holder, a client's next attempt.
    /// Measured on two cores with 20 to 40 processes waiting for them: up to 150 ms.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    /// <summary>Every failure class with its worst case.</summary>
    public IReadOnlyList<FailoverEstimate> Estimates()
    {
        var down = (3 * vrrp.AdvertInterval) + Skew;
        return
        [
            new(FailureClass.HolderLost, down + Margin, $"3 adverts of {Text(vrrp.AdvertInterval)} missed, the next node's skew time, {Beyond}", Moves: true),
            new(FailureClass.BalancerKilled, BalancerDeathSeen + (vrrp.CheckWeight == 0 ? Skew : down) + Margin,
                checks.HeldCheckGap is { } gap
                    ? $"The check that haproxy holds ends with it, or the next one {Text(gap)} later fails; the next node's skew time, {Beyond}"
                    : $"{checks.ScriptFall} failed runs of the check, one each {Text(checks.ScriptInterval)}; then "
                        + (vrrp.CheckWeight == 0
                            ? $"the VIP is given up at once: the next node's skew time, {Beyond}"
                            : $"the next node waits as if the holder were lost, {Beyond}"), Moves: true),
            .. Hung(down),
            new(FailureClass.KeepalivedStopped, Skew + Margin, $"It says that it leaves: the next node's skew time, {Beyond}", Moves: true),
            new(FailureClass.KeepalivedKilled, down + Margin, $"{Text(down)} as if the holder were lost, {Beyond} But nothing gives the address up: {TwoOwners}.", Moves: true, TwoOwners),
            .. Apiservers(),
        ];
    }

    /// <summary>A balancer that takes connections and does not answer: only the limits of the check's questions tell.</summary>
    private IEnumerable<FailoverEstimate> Hung(TimeSpan down)
    {
        var election = vrrp.CheckWeight == 0 ? Skew : down;
        yield return new(FailureClass.BalancerHung, BalancerDeathSeen + checks.ScriptTimeout + election + Margin,
            checks.HeldCheckGap is { } gap
                ? $"The next check begins within {Text(gap)} and waits {Text(checks.ScriptTimeout)}; the next node's skew time, {Beyond}"
                : $"{checks.ScriptFall} failed runs of the check, one each {Text(checks.ScriptInterval)}, the last waits {Text(checks.ScriptTimeout)}; then as if haproxy were killed, {Beyond}", Moves: true);
        if (checks.KeptAnswer is { } kept)
        {
            yield return new(FailureClass.BalancerHungStarved, kept + checks.ScriptLimit + election + Margin,
                $"The last good answer counts for {Text(kept)}, and a run of the check that begins before that may last {Text(checks.ScriptLimit)}; the next node's skew time, {Beyond}", Moves: true);
        }
    }

    /// <summary>Who ends it that two nodes have the address. Where nothing does, a rule about live nodes says so (HCP288).</summary>
    private string TwoOwners => (runAs, checks.KeptAnswer) switch
    {
        (RunAs.StaticPod, _) => "two nodes have the VIP until the kubelet starts keepalived again, after its back-off",
        (_, not null) => "two nodes have the VIP until systemd starts keepalived again, 0.1 s later; without systemd until an administrator does",
        _ => "two nodes have the VIP until an administrator starts keepalived again; the distribution's unit may not",
    };

    /// <summary>What haproxy sees; the virtual IP stays where it is.</summary>
    private IEnumerable<FailoverEstimate> Apiservers()
    {
        var killed = checks.BackendInterval + ((checks.BackendFall - 1) * checks.BackendFastInterval);
        var hung = killed + (checks.BackendFall * checks.BackendTimeout);
        var checkConnect = checks.Connect < checks.BackendInterval ? checks.Connect : checks.BackendInterval;
        var fails = $"{checks.BackendFall} failed checks of haproxy, the first within {Text(checks.BackendInterval)}, more each {Text(checks.BackendFastInterval)}";
        const string HelloOnly = "The check only says a TLS hello, which such an API server still answers.";
        yield return new(FailureClass.ApiserverKilled, killed + Margin, $"{fails}, {Beyond} Until then only connections that meet this server, and most of these are retried on another.", Moves: false);
        yield return new(FailureClass.ApiserverFailing, checks.BackendAsksHttp ? killed + Margin : null, checks.BackendAsksHttp ? $"{fails}, {Beyond} Until then only connections that meet this server." : HelloOnly, Moves: false);
        yield return new(FailureClass.ApiserverHung, checks.BackendAsksHttp ? hung + Margin : null, checks.BackendAsksHttp ? $"{fails}, each waits {Text(checks.BackendTimeout)}, {Beyond} Until then only connections that meet this server." : HelloOnly, Moves: false);
        yield return checks.RetriesElsewhere
            ? new(FailureClass.ApiserverUnreachable, checks.Connect + Margin, $"A connection that meets it waits {Text(checks.Connect)} and is tried on another, {Beyond}", Moves: false)
            : new(FailureClass.ApiserverUnreachable, killed + (checks.BackendFall * checkConnect) + checks.Connect + TimeSpan.FromSeconds(1) + Margin,
                $"{fails}, each waits {Text(checkConnect)}; a connection begun just before waits {Text(checks.Connect)} and another second, {Beyond}", Moves: false);
        yield return new(FailureClass.AllApiserversReturn, checks.BackendReturn + Margin, checks.BackendReturn == TimeSpan.Zero ? $"While none is ready any that accepts is asked; {Beyond}" : $"Two good checks, {Beyond}", Moves: false);
    }

    private static string Beyond => $"{Text(Margin)} for what no configuration says.";

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
