using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Lab;

/// <summary>Routes on nodes whose network Debian's own tools set up: what they bring back, and what was there before.</summary>
[Collection(LabLanes.First)]
public sealed class RouteBackendTests
{
    [SystemdLabFact(OnlyInCI = true)]
    public async Task Netplan_brings_them_back()
    {
        await using var lab = await RouteLab.WithNetplanAsync();
        await ProveAsync(lab, "/etc/netplan/99-hacontrolplane.yaml", "netplan generate && systemctl restart systemd-networkd");
    }

    [NetworkManagerLabFact]
    public async Task NetworkManager_brings_them_back()
    {
        await using var lab = await RouteLab.UpAsync("systemd");
        const string Connection = "/etc/NetworkManager/system-connections/lan.nmconnection";
        await lab.ShAsync($"""
            umask 077
            printf '[connection]\nid=lan\nuuid=5fb06bd0-0bb0-7ffb-45f1-d6edd65f3e03\ntype=ethernet\ninterface-name=eth1\n\n[ipv4]\nmethod=manual\naddress1={lab.Node.Address}/24\n\n[ipv6]\nmethod=disabled\n' >{Connection}
            systemctl start NetworkManager
            nmcli connection up lan >/dev/null
            """);
        await ProveAsync(lab, Connection, "nmcli connection up lan >/dev/null");
    }

    [SystemdLabFact(OnlyInCI = true)]
    public async Task Ifupdown_brings_them_back()
    {
        await using var lab = await RouteLab.UpAsync("systemd");
        await lab.ShAsync($"""
            printf 'auto eth1\niface eth1 inet static\n    address {lab.Node.Address}/24\n' >/etc/network/interfaces
            ip addr flush dev eth1
            ifup eth1
            """);
        await ProveAsync(lab, "/etc/network/if-up.d/hacontrolplane", "ifdown eth1; ifup eth1");
    }

    /// <summary>Set, lost, brought back by the node's own tools, and given back.</summary>
    private static async Task ProveAsync(RouteLab lab, string file, string restart)
    {
        string[] ours = [$"10.96.0.0/12 via {lab.Gateway} dev eth1 proto static", $"10.244.0.0/16 via {lab.Gateway} dev eth1 proto static"];
        var (live, state) = (await lab.LiveAsync(), await lab.Lab.StateAsync());

        var (staged, report) = await lab.RollOutAsync(lab.Plan(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16"));
        Assert.True(report.Outcome == RolloutOutcome.Applied, report.Nodes[0].Error?.ToString());
        Assert.Contains(file, staged.Nodes[0].Files.Select(f => f.Path));
        Assert.Equal(ours, await lab.LiveAsync());
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);

        await lab.ShAsync($"ip route del 10.96.0.0/12; ip route del 10.244.0.0/16; {restart}");
        await Until.TrueAsync("the node's own tools have set the routes", async () =>
            (await lab.LiveAsync()).Select(l => l.Replace(" metric 100", "", StringComparison.Ordinal).Replace(" onlink", "", StringComparison.Ordinal)).Order().SequenceEqual(ours.Order()));
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);

        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Equal(live, await lab.LiveAsync());
        await lab.Lab.AssertUnchangedAsync(state);
        await lab.ShAsync(restart);
        await Until.TrueAsync("they stay away", async () => (await lab.LiveAsync()).SequenceEqual(live));
    }
}
