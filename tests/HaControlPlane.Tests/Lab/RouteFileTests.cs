using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Lab;

/// <summary>
/// The text that brings routes back, for each way in which a node sets up its interfaces. Programs that are not on the lab's
/// machine are stand-ins that answer as the real ones do and write down what they were told.
/// </summary>
[Collection(LabLanes.First)]
public sealed class RouteFileTests
{
    private const string Connection = "/etc/NetworkManager/system-connections/Wired 1.nmconnection";
    private const string Scripts = "/etc/sysconfig/network-scripts";

    /// <summary>"nmcli -g" as of NetworkManager 1.42; the connection's file stands in /run/nm-file.</summary>
    private const string NetworkManager = """
        cp /bin/sleep /run/NetworkManager
        setsid /run/NetworkManager 1000 </dev/null >/dev/null 2>&1 &
        cat >/usr/sbin/nmcli <<'TEXT'
        #!/bin/sh
        case "$*" in
            *"GENERAL.CON-UUID device show eth1") echo 1111-2222 ;;
            *"UUID,FILENAME connection show --active") printf '3333:/run/NetworkManager/system-connections/lo.nmconnection\n1111-2222:%s\n' "$(cat /run/nm-file)" ;;
            "connection load "*) echo "$*" >>/run/nm-log ;;
        esac
        TEXT
        chmod 755 /usr/sbin/nmcli
        """;

    [LabFact]
    public async Task NetworkManagers_own_connection_file_gets_lines_and_loses_only_those()
    {
        await using var lab = await RouteLab.UpAsync();
        await lab.ShAsync(NetworkManager);
        await lab.ShAsync($"""
            mkdir -p /etc/NetworkManager/system-connections; echo '{Connection}' >/run/nm-file
            cat >'{Connection}' <<'TEXT'
            [connection]
            id=Wired 1

            [802-1x]
            password=not-to-be-shown

            [ipv4]
            # by hand
            method=manual
            route1=10.96.0.0/12,{lab.Neighbour(9)},50
            route7=10.7.0.0/16,{lab.Neighbour(7)}

            [ipv6]
            method=auto
            TEXT
            chmod 600 '{Connection}'
            """);
        var (staged, report) = await lab.RollOutAsync(lab.Plan(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16"));

        Assert.Equal(RolloutOutcome.Applied, report.Outcome);
        Assert.Equal(
            $"""
            --- {Connection}
            +++ {Connection}
            @@ -5,9 +5,10 @@
             password=<secret>
             
             [ipv4]
            +route8=10.244.0.0/16,{lab.Gateway}
            +route9=10.96.0.0/12,{lab.Gateway}
             # by hand
             method=manual
            -route1=10.96.0.0/12,{lab.Neighbour(9)},50
             route7=10.7.0.0/16,{lab.Neighbour(7)}
             
             [ipv6]

            """.ReplaceLineEndings("\n"),
            Assert.Single(staged.Nodes[0].Files, f => f.Path == Connection).Diff.Replace(HaControlPlane.Topology.Secret.Mask, "<secret>", StringComparison.Ordinal));
        Assert.Equal($"connection load {Connection}", await lab.ShAsync("cat /run/nm-log"));
        Assert.StartsWith("-rw-------", await lab.ShAsync($"ls -l '{Connection}'"), StringComparison.Ordinal);

        // NetworkManager writes its file anew in its own way whenever somebody changes something.
        await lab.ShAsync($"sed -i -e 's/^route8=/route3=/' -e '/by hand/d' '{Connection}'");
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Empty(await lab.LiveAsync());
        await lab.ShAsync($"sed -i -e '/^\\[ipv4/a # by hand' '{Connection}'");
        var text = await lab.ShAsync($"cat '{Connection}'");
        Assert.Contains($"[ipv4]\n# by hand\nroute1=10.96.0.0/12,{lab.Neighbour(9)},50\nmethod=manual\nroute7=", text, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Gateway + "\n", text, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task A_connection_that_is_no_file_of_the_node_cannot_hold_a_route()
    {
        await using var lab = await RouteLab.UpAsync();
        await lab.ShAsync(NetworkManager);
        await lab.ShAsync("echo /run/NetworkManager/system-connections/eth1.nmconnection >/run/nm-file");
        Assert.Contains("error HCP225: A route would not outlive a boot: NetworkManager holds the connection of eth1 in /run/NetworkManager/system-connections/eth1.nmconnection, which is no .nmconnection file of this node's configuration.",
            await lab.RefusedAsync(lab.Plan(lab.Gateway, "10.96.0.0/12")), StringComparison.Ordinal);

        // NetworkManager may still read a file of a name without the ending; what would be written there is a line for such files alone.
        const string Old = "/etc/NetworkManager/system-connections/eth1";
        await lab.ShAsync($"mkdir -p /etc/NetworkManager/system-connections; printf '[ipv4]\nmethod=auto\n' >{Old}; echo {Old} >/run/nm-file");
        Assert.Contains($"NetworkManager holds the connection of eth1 in {Old}, which is no .nmconnection file", await lab.RefusedAsync(lab.Plan(lab.Gateway, "10.96.0.0/12")), StringComparison.Ordinal);

        await lab.ShAsync($"printf '[connection]\\nid=x\\n' >'{Connection}'; echo '{Connection}' >/run/nm-file");
        Assert.Contains($"error HCP225: A route would not outlive a boot: {Connection} has no section [ipv4] that could hold a route, on a line that ends with the bracket: no blanks, no CR LF.",
            await lab.RefusedAsync(lab.Plan(lab.Gateway, "10.96.0.0/12")), StringComparison.Ordinal);
    }

    [LabFact]
    public async Task Network_scripts_get_a_route_file_where_somebody_reads_it()
    {
        await using var lab = await RouteLab.UpAsync();
        await lab.ShAsync($"mkdir -p {Scripts}; printf 'DEVICE=eth1\\nBOOTPROTO=none\\n' >{Scripts}/ifcfg-eth1");
        var plan = lab.Plan(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16");
        Assert.Contains($"error HCP225: A route would not outlive a boot: {Scripts}/ifcfg-eth1 is there, but no service 'network' that would read it or route-eth1: this system ignores them.",
            await lab.RefusedAsync(plan), StringComparison.Ordinal);

        await lab.ShAsync($"touch /etc/rc3.d/S10network; printf 'ADDRESS0=10.7.0.0\\nNETMASK0=255.255.0.0\\nGATEWAY0=10.0.0.1\\n' >{Scripts}/route-eth1");
        Assert.Contains($"error HCP225: A route would not outlive a boot: {Scripts}/route-eth1 is written with ADDRESS0=, NETMASK0= and GATEWAY0=, and takes no other lines;",
            await lab.RefusedAsync(plan), StringComparison.Ordinal);

        await lab.ShAsync($"printf '# mine\\n10.96.0.0/12 via {lab.Neighbour(9)} dev eth1\\n10.7.0.0/16 via {lab.Neighbour(7)}\\n' >{Scripts}/route-eth1");
        var state = await lab.Lab.StateAsync();
        Assert.Equal(RolloutOutcome.Applied, (await lab.RollOutAsync(plan)).Report.Outcome);
        // The form of RHEL 7 and before.
        Assert.Equal(
            $"# mine\n10.7.0.0/16 via {lab.Neighbour(7)}\n10.244.0.0/16 via {lab.Gateway} dev eth1\n10.96.0.0/12 via {lab.Gateway} dev eth1",
            await lab.ShAsync($"cat {Scripts}/route-eth1"));
        Assert.Equal(RolloutOutcome.NothingToDo, (await lab.RollOutAsync(plan)).Report.Outcome);
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.244.0.0/16", "10.96.0.0/12")).Outcome);
        Assert.Equal($"# mine\n10.7.0.0/16 via {lab.Neighbour(7)}\n10.96.0.0/12 via {lab.Neighbour(9)} dev eth1", await lab.ShAsync($"cat {Scripts}/route-eth1"));

        // NetworkManager of before RHEL 9 keeps connections in these files, and reads route- files itself.
        await lab.ShAsync(NetworkManager);
        await lab.ShAsync($"rm /etc/rc3.d/S10network {Scripts}/route-eth1; echo {Scripts}/ifcfg-eth1 >/run/nm-file");
        Assert.Equal(RolloutOutcome.Applied, (await lab.RollOutAsync(plan)).Report.Outcome);
        Assert.Equal($"10.244.0.0/16 via {lab.Gateway} dev eth1\n10.96.0.0/12 via {lab.Gateway} dev eth1", await lab.ShAsync($"cat {Scripts}/route-eth1"));
        Assert.Equal($"connection load {Scripts}/ifcfg-eth1", await lab.ShAsync("cat /run/nm-log"));
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.244.0.0/16", "10.96.0.0/12")).Outcome);
        Assert.Equal("gone", await lab.ShAsync($"[ -e {Scripts}/route-eth1 ] || echo gone"));
    }

    /// <summary>"netplan get" as of 0.106.</summary>
    [LabFact]
    public async Task Netplan_gets_a_file_beside_the_admins_and_judges_it_first()
    {
        await using var lab = await RouteLab.UpAsync();
        await lab.ShAsync("""
            mkdir -p /etc/netplan
            cat >/etc/netplan/01-lan.yaml <<'TEXT'
            network:
              ethernets:
                lan0:
                  match: { macaddress: "02:00:00:00:00:01" }
                  set-name: eth1
                  routes:
                  - to: "10.9.0.0/16"
                    via: "192.0.2.1"
            TEXT
            cat >/usr/sbin/netplan <<'TEXT'
            #!/bin/sh
            case "$*" in
                get) printf 'network:\n  version: 2\n  ethernets:\n    eth0:\n      dhcp4: true\n    lan0:\n      match:\n        macaddress: "02:00:00:00:00:01"\n      set-name: "eth1"\n  bridges:\n    br0: {}\n' ;;
                "generate --root-dir "*) ! [ -e /run/netplan-dislikes ] || { echo "Error in network definition"; exit 78; } ;;
                generate) echo generate >>/run/netplan-log ;;
            esac
            TEXT
            chmod 755 /usr/sbin/netplan
            """);
        var state = await lab.Lab.StateAsync();
        Assert.Contains("error HCP225: A route would not outlive a boot: /etc/netplan leads 10.9.0.0/16 to 192.0.2.1 already.", await lab.RefusedAsync(lab.Plan(lab.Gateway, "10.9.0.0/16")), StringComparison.Ordinal);
        await lab.ShAsync("touch /run/netplan-dislikes");
        Assert.Contains("error HCP225: A route would not outlive a boot: netplan refuses it: Error in network definition.", await lab.RefusedAsync(lab.Plan(lab.Gateway, "10.96.0.0/12")), StringComparison.Ordinal);
        await lab.ShAsync("rm /run/netplan-dislikes");

        Assert.Equal(RolloutOutcome.Applied, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12", "10.244.0.0/16")).Outcome);
        Assert.Equal(
            $"""
            # Static routes, by HaControlPlane.
            network:
              version: 2
              ethernets:
                lan0:
                  routes:
                    - to: 10.244.0.0/16
                      via: {lab.Gateway}
                    - to: 10.96.0.0/12
                      via: {lab.Gateway}
            """.ReplaceLineEndings("\n"),
            await lab.ShAsync("cat /etc/netplan/99-hacontrolplane.yaml"));
        Assert.StartsWith("-rw-------", await lab.ShAsync("ls -l /etc/netplan/99-hacontrolplane.yaml"), StringComparison.Ordinal);
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.244.0.0/16", "10.96.0.0/12")).Outcome);
        Assert.Equal("generate\ngenerate", await lab.ShAsync("cat /run/netplan-log"));
        await lab.Lab.AssertUnchangedAsync(state);
    }

    /// <summary>The real systemd-networkd: what it forgets at its restart, and what it does not any more.</summary>
    [SystemdLabFact]
    public async Task Networkd_brings_routes_back_and_spares_the_virtual_IP_when_it_restarts()
    {
        await using var lab = await RouteLab.UpAsync("systemd");
        await lab.ShAsync($"""
            printf '[Match]\nName=eth1\n\n[Network]\nAddress={lab.Node.Address}/24\nLinkLocalAddressing=no\n\n[Route]\nDestination=10.9.0.0/16\nGateway={lab.Neighbour(9)}\n' >/etc/systemd/network/10-lan.network
            ip addr flush dev eth1
            systemctl start systemd-networkd
            until ip route | grep -q 10.9; do sleep 0.1; done
            """);
        var (live, state) = (await lab.LiveAsync(), await lab.Lab.StateAsync());
        Assert.Contains($"error HCP225: A route would not outlive a boot: /etc/systemd/network/10-lan.network leads 10.9.0.0/16 to {lab.Neighbour(9)} already.", await lab.RefusedAsync(lab.Plan(lab.Gateway, "10.9.0.0/16")), StringComparison.Ordinal);

        Assert.Equal(RolloutOutcome.Applied, (await lab.SetAsync(lab.Gateway, "10.96.0.0/12")).Outcome);
        Assert.Equal(
            $"# Static routes, by HaControlPlane. The virtual IP outlives a restart of networkd.\n[Network]\nKeepConfiguration=static\n\n[Route]\nDestination=10.96.0.0/12\nGateway={lab.Gateway}",
            await lab.ShAsync("cat /etc/systemd/network/10-lan.network.d/50-hacontrolplane.conf"));
        await lab.ShAsync($"ip addr add {lab.Lab.Vip}/32 dev eth1; ip route add 10.8.0.0/16 via {lab.Neighbour(8)}; ip route del 10.96.0.0/12; systemctl restart systemd-networkd");
        await Until.TrueAsync("networkd has set the route", async () => (await lab.LiveAsync()).Contains($"10.96.0.0/12 via {lab.Gateway} dev eth1 proto static"));
        Assert.Contains($"10.8.0.0/16 via {lab.Neighbour(8)} dev eth1", await lab.LiveAsync());
        Assert.Contains($"{lab.Lab.Vip}/32", await lab.ShAsync("ip -4 addr show dev eth1"), StringComparison.Ordinal);

        await lab.ShAsync("ip route del 10.8.0.0/16");
        Assert.Equal(RolloutOutcome.Applied, (await lab.ForgetAsync("10.96.0.0/12")).Outcome);
        Assert.Equal(live, await lab.LiveAsync());
        await lab.Lab.AssertUnchangedAsync(state);
    }
}
