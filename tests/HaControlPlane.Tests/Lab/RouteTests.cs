using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Lab;

/// <summary>Static routes on a real node: in force, over a boot, and back to what was.</summary>
[Collection(LabLanes.Second)]
public sealed class RouteTests
{
    private const string Script = "/etc/network/if-up.d/hacontrolplane";

    [LabFact]
    public async Task They_are_set_outlive_their_interface_and_give_back_what_was()
    {
        await using var lab = await RouteLab.WithIfupdownAsync();
        await lab.ShAsync($"ip route add 10.96.0.0/12 via {lab.Neighbour(8)}; ip route add 10.96.0.0/12 via {lab.Neighbour(9)} metric 7");
        var (live, state) = (await lab.LiveAsync(), await lab.Lab.StateAsync());

        var (staged, report) = await lab.RollOutAsync(lab.Plan(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16"));

        Assert.Equal(
            [("route 10.96.0.0/12", FileChangeKind.Changed), ("route 10.244.0.0/16", FileChangeKind.New), (Script, FileChangeKind.New)],
            staged.Nodes[0].Files.Select(f => (f.Path, f.Kind)));
        Assert.Contains($"-10.96.0.0/12 via {lab.Neighbour(9)} dev eth1 metric 7\n+10.96.0.0/12 via {lab.Gateway} dev eth1 proto static\n", staged.Nodes[0].Files[0].Diff, StringComparison.Ordinal);
        Assert.Equal(RolloutOutcome.Applied, report.Outcome);
        string[] ours = [$"10.96.0.0/12 via {lab.Gateway} dev eth1 proto static", $"10.244.0.0/16 via {lab.Gateway} dev eth1 proto static"];
        Assert.Equal(ours, await lab.LiveAsync());
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);

        // The interface goes and comes: the kernel forgets, ifup remembers.
        await lab.ShAsync("ip route flush proto static; ifup eth1");
        Assert.Equal(ours, await lab.LiveAsync());

        // Another gateway for one of them; the other stays.
        Assert.Equal(RolloutOutcome.Applied, (await lab.SetAsync(lab.Neighbour(9), "10.244.0.0/16")).Outcome);
        Assert.Contains($"10.244.0.0/16 via {lab.Neighbour(9)} dev eth1 proto static", await lab.LiveAsync());
        Assert.Equal(2, (await lab.ShAsync($"grep -c 'ip -4 route replace' {Script}")).Trim()[0] - '0');

        // An edited script is kept aside.
        await lab.ShAsync($"echo '# mine' >>{Script}");
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.244.0.0/16")).Outcome);
        Assert.Contains("# mine", await lab.ShAsync("cat /var/lib/hacontrolplane.kept/*/*"), StringComparison.Ordinal);
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.96.0.0/12")).Outcome);
        Assert.Equal(live, await lab.LiveAsync());
        await lab.Lab.AssertUnchangedAsync(state);
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.ForgetAsync("10.96.0.0/12")).Outcome);

        // IPv6 has a metric of its own, and a router is best named by its link-local address.
        const string Six = "ip -6 route show fd00:96::/108";
        Assert.Equal(RolloutOutcome.Applied, (await lab.SetAsync("fe80::99", "fd00:96::/108")).Outcome);
        Assert.StartsWith("fd00:96::/108 via fe80::99 dev eth1 proto static metric 1024", await lab.ShAsync(Six), StringComparison.Ordinal);
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.SetAsync("fe80::99", "fd00:96::/108")).Outcome);
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("fd00:96::/108")).Outcome);
        Assert.Equal("", await lab.ShAsync(Six));

        // Small systems have busybox's ip, which shows no protocol.
        await lab.ShAsync("rm -f /usr/sbin/ip; printf '#!/bin/sh\\nexec busybox ip \"$@\"\\n' >/usr/sbin/ip; chmod 755 /usr/sbin/ip");
        Assert.Equal(RolloutOutcome.Applied, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Equal(ours.Select(r => r.Replace(" proto static", "", StringComparison.Ordinal)), await lab.LiveAsync());
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Equal(live, await lab.LiveAsync());
    }

    [LabFact(OnlyInCI = true)]
    public async Task Whoever_dies_after_the_commit_or_is_cut_off_by_it_leaves_the_node_as_it_was()
    {
        var undoAfter = TimeSpan.FromSeconds(2);
        await using var lab = await RouteLab.WithIfupdownAsync();
        await lab.ShAsync($"ip route add 10.96.0.0/12 via {lab.Neighbour(9)}");
        var (live, state) = (await lab.LiveAsync(), await lab.Lab.StateAsync());

        // A commit that is told of has read its routes back.
        Assert.True(await lab.CommitAndDieAsync(lab.Plan(lab.Gateway, "10.96.0.0/12"), undoAfter));
        await HealedAsync();

        // The commit itself is killed, with the route in force and before any daemon would start.
        Assert.False(await lab.CommitAndDieAsync(lab.Plan(lab.Gateway, "10.96.0.0/12"), TimeSpan.FromSeconds(30), "tx_serve() { ip route >/run/at-kill; kill -KILL $$; }"));
        Assert.Contains($"10.96.0.0/12 via {lab.Gateway} ", await lab.ShAsync("cat /run/at-kill"), StringComparison.Ordinal);
        await HealedAsync();

        // Nothing is so sure as not to need the watch: here the route to the admin leads to nobody.
        await lab.CommitAndDieAsync(lab.Plan(lab.Neighbour(99), $"{lab.Gateway}/32"), undoAfter, "route_must_be_safe() { return 0; }");
        await HealedAsync();

        async Task HealedAsync()
        {
            await Until.TrueAsync("the node's own watch has undone it", async () => (await lab.LiveAsync()).SequenceEqual(live));
            await Until.TrueAsync("nothing is left open", async () => await lab.ShAsync("ls -d /var/lib/hacontrolplane 2>/dev/null || true") == "");
            await lab.Lab.AssertUnchangedAsync(state);
        }
    }

    /// <summary>The routes of a topology are set before its daemons start, and go back with them.</summary>
    [LabFact]
    public async Task A_daemon_that_does_not_start_takes_the_routes_back_with_it()
    {
        await using var lab = await RouteLab.WithIfupdownAsync();
        await lab.ShAsync($"""
            ip route add 10.96.0.0/12 via {lab.Neighbour(9)}
            mv /usr/sbin/haproxy /root/haproxy
            cat >/usr/sbin/haproxy <<'TEXT'
            #!/bin/sh
            case " $* " in *" -c "* | *" -v "*) exec /root/haproxy "$@" ;; esac
            ip route >>/run/at-start
            exit 1
            TEXT
            chmod 755 /usr/sbin/haproxy
            """);
        var (live, state) = (await lab.LiveAsync(), await lab.Lab.StateAsync());
        var file = lab.Lab.Changed(("loadBalancer:\n", $"network:\n  routes:\n    - {{ to: 10.96.0.0/12, via: {lab.Gateway}, dev: eth1 }}\nloadBalancer:\n"));

        var run = await lab.Lab.HacpAsync("apply", file, "--yes", "--json", "--skip-preflight");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains($"10.96.0.0/12 via {lab.Gateway} dev eth1 proto static", await lab.ShAsync("cat /run/at-start"), StringComparison.Ordinal);
        Assert.Equal(live, await lab.LiveAsync());
        await lab.Lab.AssertUnchangedAsync(state);
    }

    [LabFact]
    public async Task What_cannot_be_is_refused_and_nothing_is_changed()
    {
        await using var node = await RouteLab.UpAsync();
        Assert.Contains("error HCP225: A route would not outlive a boot: no netplan, NetworkManager, systemd-networkd, network-scripts or ifupdown sets up eth1.", await node.RefusedAsync(node.Plan(node.Gateway, "10.96.0.0/12")), StringComparison.Ordinal);
        await node.AddIfupdownAsync();

        // Half of the node's own network: narrower than the interface's own route, and the admin is in it.
        var half = $"{node.Neighbour(0)}/25";
        Assert.Contains(
            $"error HCP224: A route would cut this login off: {half} via {node.Neighbour(9)} dev eth1 covers {node.Gateway}, where this login comes from; the way back there is: {node.Gateway} dev eth1 src",
            await node.RefusedAsync(node.Plan(node.Neighbour(9), half)), StringComparison.Ordinal);
        Assert.Contains("error HCP225: A route would not outlive a boot: there is no interface eth7 here; there are: ", await node.RefusedAsync(node.Plan(node.Gateway, "10.96.0.0/12") with { Steps = [new Plans.SetRoute("10.96.0.0/12", node.Gateway, "eth7")] }), StringComparison.Ordinal);

        // The admin's own host route, which nothing more specific could stand in for.
        await node.ShAsync($"ip route add {node.Gateway} dev eth1");
        Assert.Contains("error HCP224: ", await node.RefusedAsync(node.Plan(node.Neighbour(9), $"{node.Gateway}/32")), StringComparison.Ordinal);
        Assert.Equal(RolloutOutcome.Applied, (await node.SetAsync(node.Neighbour(9), half)).Outcome);
        Assert.Equal(RolloutOutcome.Applied, (await node.ForgetAsync(half)).Outcome);
        await node.ShAsync($"ip route del {node.Gateway} dev eth1");

        // A wider range does no harm: the interface's own network is more specific.
        var wide = $"{node.Neighbour(0)[..3]}0.0.0/8";
        Assert.Equal(RolloutOutcome.Applied, (await node.SetAsync(node.Neighbour(9), wide)).Outcome);
        Assert.Equal(RolloutOutcome.Applied, (await node.ForgetAsync(wide)).Outcome);

        // Only the kernel knows that nobody on this interface's network has this address.
        var state = await node.Lab.StateAsync();
        var failed = await node.SetAsync("203.0.113.1", "10.96.0.0/12");
        Assert.Contains("error HCP226: The kernel does not take a route: 10.96.0.0/12 via 203.0.113.1 dev eth1: ", failed.Nodes[0].Error!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nexthop has invalid gateway", failed.Nodes[0].Error!.What, StringComparison.Ordinal);
        Assert.Empty(await node.LiveAsync());
        await node.Lab.AssertUnchangedAsync(state);
    }

    [LabFact]
    public async Task A_topologys_routes_are_rolled_out_seen_to_drift_and_given_back()
    {
        await using var lab = await RouteLab.WithIfupdownAsync();
        string Topology(string routes) => lab.Lab.Changed(
            ($"vip: \"{lab.Lab.Vip}\"", "host: localhost"), ("kind: keepalived-haproxy", "kind: external"),
            ("loadBalancer:\n", $"network:\n  routes:\n    - {{ to: [{routes}], via: {lab.Gateway}, dev: eth1 }}\nloadBalancer:\n"));
        var hacp = lab.Lab.HacpAsync;
        await lab.ShAsync($"ip route add 10.244.0.0/16 via {lab.Neighbour(9)}");
        var (live, state) = (await lab.LiveAsync(), await lab.Lab.StateAsync());
        var file = Topology("10.96.0.0/12, 10.244.0.0/16");

        var plan = await hacp(["plan", file]);
        Assert.True(plan.ExitCode == 3, plan.ToString());
        Assert.Contains($"+10.96.0.0/12 via {lab.Gateway} dev eth1 proto static", plan.Output, StringComparison.Ordinal);
        Assert.Contains($"+++ {Script}", plan.Output, StringComparison.Ordinal);
        Assert.Equal(live, await lab.LiveAsync());
        Assert.Equal(0, (await hacp(["apply", file, "--yes"])).ExitCode);
        Assert.Equal(2, (await lab.LiveAsync()).Count(r => r.Contains($"via {lab.Gateway} ", StringComparison.Ordinal)));

        // A route that was set by itself is none of the topology's business; the topology's own is not to be taken away alone.
        Assert.Equal(RolloutOutcome.Applied, (await lab.SetAsync(lab.Gateway, "10.50.0.0/16")).Outcome);
        var (left, report) = await lab.RollOutAsync(Plans.NodePlans.ToForgetRoutes(lab.Node, [new(System.Net.IPAddress.Parse("10.96.0.0"), 12)]));
        Assert.Equal((RolloutOutcome.NothingToDo, "10.96.0.0/12"), (report.Outcome, Assert.Single(left.Nodes[0].RoutesOfTopology)));
        Assert.Contains("error HCP260: The route to 10.96.0.0/12 belongs to the topology that is installed on the node.", await lab.RefusedAsync(lab.Plan(lab.Neighbour(9), "10.96.0.0/12")), StringComparison.Ordinal);
        Assert.Equal(0, (await hacp(["plan", file])).ExitCode);

        await lab.ShAsync($"ip route del 10.96.0.0/12; rm {Script}");
        var drift = await hacp(["compare", file, "--json"]);
        Assert.Equal(
            [("route", "10.96.0.0/12", "absent"), ("file", Script, "absent")],
            drift.Json.GetProperty("differences").EnumerateArray().Select(d => (d.GetProperty("kind").GetString(), d.GetProperty("subject").GetString(), d.GetProperty("actual").GetString())));
        Assert.Equal(0, (await hacp(["apply", file, "--yes"])).ExitCode);
        Assert.Equal(0, (await hacp(["compare", file])).ExitCode);

        Assert.Equal(0, (await hacp(["apply", Topology("10.96.0.0/12"), "--yes"])).ExitCode);
        Assert.Contains($"10.244.0.0/16 via {lab.Neighbour(9)} dev eth1", await lab.LiveAsync());
        Assert.Equal(0, (await hacp(["remove", file, "--yes"])).ExitCode);
        Assert.Contains($"10.50.0.0/16 via {lab.Gateway} dev eth1 proto static", await lab.LiveAsync());
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.50.0.0/16")).Outcome);
        Assert.Equal(live, await lab.LiveAsync());
        await lab.Lab.AssertUnchangedAsync(state);
    }
}
