using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Something that breaks while a node stands still at a point of its transaction.</summary>
/// <param name="Name">What breaks.</param>
/// <param name="Inject">Breaks it.</param>
/// <param name="Heal">Makes the world whole again, but for the node's own transaction; after the run ended.</param>
internal sealed record Fault(string Name, Func<FaultPlace, Task> Inject, Func<FaultPlace, Task>? Heal = null)
{
    /// <summary>Only for these changes does it make sense; null for all.</summary>
    public Func<Change, bool>? Where { get; init; }

    /// <summary>What another program does to our files after the node was told to keep them is no part of the transaction.</summary>
    public bool BeforeDecisionOnly { get; init; }

    /// <summary>The node has to be told to look after itself: nothing of it that could do so survives.</summary>
    public bool NeedsRepair { get; init; }

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("ssh client killed", p => p.Admin.KillClientsAsync(p.Node)),
        new("sshd killed", p => p.Lab.FaultAsync(p.Node, "kill", "sshd"), p => p.Lab.FaultAsync(p.Node, "start", "sshd")),
        new("script killed", p => p.Lab.ShAsync(p.Node, "kill -KILL $(cat /run/matrix/hit)")),
        new("network lost", p => p.Lab.FaultAsync(p.Node, "cut"), p => p.Lab.FaultAsync(p.Node, "join")),
        new("disk full", p => p.Lab.FaultAsync(p.Node, "disk-full"), p => p.Lab.FaultAsync(p.Node, "disk-free")),
        new("target immutable",
            p => p.Lab.ShAsync(p.Node, "for f in /etc/haproxy/haproxy.cfg /etc/keepalived/keepalived.conf; do [ ! -f $f ] || chattr +i $f; done"),
            p => p.Lab.ShAsync(p.Node, "for f in /etc/haproxy/haproxy.cfg /etc/keepalived/keepalived.conf; do [ ! -f $f ] || chattr -i $f; done"))
        {
            Where = c => c.From is not null,
            BeforeDecisionOnly = true,
        },
        new("target a directory",
            p => p.Lab.ShAsync(p.Node, "cd /etc/keepalived && { [ ! -f keepalived.conf ] || mv keepalived.conf /root/; } && mkdir keepalived.conf"),
            // Who made it takes it back, where it is still there: before the node saved what was, it is none of ours.
            p => p.Lab.ShAsync(p.Node, "cd /etc/keepalived 2>/dev/null || exit 0; if rmdir keepalived.conf 2>/dev/null && [ -f /root/keepalived.conf ]; then mv /root/keepalived.conf .; fi; rm -f /root/keepalived.conf"))
        { BeforeDecisionOnly = true },
        new("second writer",
            // What it writes is what was there before; it is at work until the run has ended.
            p => p.Lab.ShAsync(p.Node, """
                cp -p /etc/haproxy/haproxy.cfg /root/writes.cfg
                cd /var/lib/hacontrolplane/tx/* && number=$(grep -lx /etc/haproxy/haproxy.cfg path/* | sed 's,.*/,,')
                [ ! -f "old/$number" ] || cp -p "old/$number" /root/writes.cfg
                setsid sh -c 'while :; do cp -p /root/writes.cfg /root/write.cfg; mv /root/write.cfg /etc/haproxy/haproxy.cfg; sleep 0.2; done' </dev/null >/dev/null 2>&1 &
                echo $! >/run/matrix/writer
                """),
            p => p.Lab.ShAsync(p.Node, "kill -KILL $(cat /run/matrix/writer) 2>/dev/null; rm -f /root/writes.cfg /root/write.cfg"))
        {
            Where = c => c.Name == "change",
            BeforeDecisionOnly = true,
        },
        new("daemon refuses",
            p => p.Lab.ShAsync(p.Node, $"setsid socat TCP-LISTEN:{(p.Change.Name == "change" ? 9443 : 8443)},fork,reuseaddr /dev/null </dev/null >/dev/null 2>&1 & echo $! >/run/matrix/squatter"),
            p => p.Lab.ShAsync(p.Node, "kill -KILL $(cat /run/matrix/squatter) 2>/dev/null || true"))
        {
            Where = c => c.Name is "install" or "change",
        },
        new("kubelet stopped", p => p.Lab.FaultAsync(p.Node, "stop", "kubelet"), p => p.Lab.FaultAsync(p.Node, "start", "kubelet"))
        {
            Where = c => c.Name is "to pods" or "to services",
        },
        new("second admin", p => p.SecondAdminAsync()),
        new("admin killed", p => p.Admin.DieAsync()) { NeedsRepair = true },
        new("power lost", p => p.Lab.FaultAsync(p.Node, "power-off"), p => p.Lab.FaultAsync(p.Node, "power-on")) { NeedsRepair = true },
    ];
}

/// <summary>Where a fault happens.</summary>
internal sealed record FaultPlace(MatrixLab Lab, MatrixAdmin Admin, string Node, Change Change)
{
    /// <summary>Another admin wants something else on the same nodes: told so, and nothing of it happens.</summary>
    public async Task SecondAdminAsync()
    {
        await using var other = Lab.Admin();
        var refused = await Assert.ThrowsAsync<RolloutException>(() => new LoadBalancerRollout(other, Change.Options).StageAsync(Lab.Topology(port: 9444), default));
        Assert.All(refused.Errors, e => Assert.Equal("HCP208", e.Id));
    }
}
