namespace HaControlPlane.Tests.Lab;

/// <summary>Nodes whose keepalived and haproxy serve something else, or run on other files, are refused before anything changes.</summary>
[Collection(LabLanes.Second)]
public sealed class ForeignServiceTests(BareLab bare) : IClassFixture<BareLab>
{
    private const string Haproxy = "global\n    maxconn 2000\ndefaults\n    mode tcp\n    timeout connect 2s\n    timeout client 1m\n    timeout server 1m\nfrontend postgres\n    bind *:5433\n    default_backend pg\nbackend pg\n    server db1 127.0.0.1:5432\n";

    private LabCluster Lab => bare.Lab;

    private string Foreign => Lab.Vip[..(Lab.Vip.LastIndexOf('.') + 1)] + "160";

    private string Keepalived => $"vrrp_instance DB_VIP {{\n    state BACKUP\n    interface eth1\n    virtual_router_id 77\n    priority 100\n    virtual_ipaddress {{\n        {Foreign}/24\n    }}\n}}\n";

    [LabFact]
    public async Task What_is_foreign_is_named_and_refused_and_with_the_switch_replaced_until_it_is_removed()
    {
        await Lab.ShAsync("node-3", $"printf '%s' '{Haproxy}' >/etc/haproxy/haproxy.cfg; printf '%s' '{Keepalived}' >/etc/keepalived/keepalived.conf; service haproxy restart; service keepalived restart");
        try
        {
            await Until.TrueAsync("the foreign address is there", async () => (await Lab.ShAsync("node-3", "ip -o addr show dev eth1")).Contains(Foreign, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
            var before = await Lab.StateAsync();
            foreach (var verb in new string[][] { ["validate", Lab.TopologyFile, "--live"], ["plan", Lab.TopologyFile], ["apply", Lab.TopologyFile, "--yes"], ["apply", Lab.TopologyFile, "--yes", "--skip-preflight"] })
            {
                var refused = await Lab.HacpAsync(verb);
                Assert.True(refused.ExitCode == 1, refused.ToString());
                Assert.Contains("HCP270", refused.Error, StringComparison.Ordinal);
                Assert.Contains("/etc/haproxy/haproxy.cfg:8", refused.Error, StringComparison.Ordinal);
                Assert.Contains("frontend postgres on *:5433, to backend pg (127.0.0.1:5432) is foreign and would be lost.", refused.Error, StringComparison.Ordinal);
                Assert.Contains("/etc/keepalived/keepalived.conf:1", refused.Error, StringComparison.Ordinal);
                Assert.Contains($"vrrp_instance DB_VIP with {Foreign}/24 on router id 77 on eth1 is foreign and would be lost.", refused.Error, StringComparison.Ordinal);
            }

            await Lab.AssertUnchangedAsync(before);

            var plan = await Lab.HacpAsync("plan", Lab.TopologyFile, "--replace-foreign");
            Assert.True(plan.ExitCode == 3, plan.ToString());
            Assert.Contains("--replace-foreign: frontend postgres on *:5433, to backend pg (127.0.0.1:5432) (/etc/haproxy/haproxy.cfg:8) is replaced and lost", plan.Output, StringComparison.Ordinal);

            var applied = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes", "--replace-foreign");
            Assert.True(applied.ExitCode == 0, applied.ToString());
            Assert.Contains("warning HCP270", applied.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(Foreign, await Lab.ShAsync("node-3", "ip -o addr show dev eth1"), StringComparison.Ordinal);

            var removed = await Lab.HacpAsync("remove", Lab.TopologyFile, "--yes");
            Assert.True(removed.ExitCode == 0, removed.ToString());
            await Lab.AssertUnchangedAsync(before);
        }
        finally
        {
            await Lab.ShAsync("node-3", "service keepalived stop; service haproxy stop; rm -f /etc/haproxy/haproxy.cfg /etc/keepalived/keepalived.conf");
        }
    }

    [LabFact]
    public async Task A_service_that_starts_on_another_file_is_refused_and_its_option_is_named()
    {
        await Lab.ShAsync("node-2", $"cp -p /etc/default/haproxy /root/h; cp -p /etc/default/keepalived /root/k; echo CONFIG=/etc/haproxy/site.cfg >>/etc/default/haproxy; echo 'DAEMON_ARGS=\"-f /etc/keepalived/site.conf\"' >>/etc/default/keepalived; printf '%s' '{Haproxy}' >/etc/haproxy/site.cfg; printf '%s' '{Keepalived}' >/etc/keepalived/site.conf");
        try
        {
            var before = await Lab.StateAsync();
            var applied = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");

            Assert.True(applied.ExitCode == 1, applied.ToString());
            Assert.Contains("error HCP271: The service haproxy starts with -f /etc/haproxy/site.cfg (CONFIG in /etc/default/haproxy), and not on /etc/haproxy/haproxy.cfg.", applied.Error, StringComparison.Ordinal);
            Assert.Contains("error HCP271: The service keepalived starts with -f /etc/keepalived/site.conf (DAEMON_ARGS in /etc/default/keepalived), and not on /etc/keepalived/keepalived.conf.", applied.Error, StringComparison.Ordinal);
            await Lab.AssertUnchangedAsync(before);

            // Who leaves the rule out is stopped by the gate, and everything goes back.
            await Lab.ShAsync("node-2", "cp -p /root/h /etc/default/haproxy");
            before = await Lab.StateAsync();
            var forced = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes", "--skip-preflight");
            Assert.True(forced.ExitCode == 1, forced.ToString());
            Assert.Contains("keepalived runs with -f /etc/keepalived/site.conf, and not on /etc/keepalived/keepalived.conf.", forced.Output + forced.Error, StringComparison.Ordinal);
            await Lab.AssertUnchangedAsync(before);
        }
        finally
        {
            await Lab.ShAsync("node-2", "mv /root/h /etc/default/haproxy; mv /root/k /etc/default/keepalived; rm -f /etc/haproxy/site.cfg /etc/keepalived/site.conf");
        }
    }

    [LabFact]
    public async Task A_node_whose_keepalived_runs_on_another_file_is_never_called_a_spare()
    {
        var applied = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var owner = (await Lab.HoldersAsync()).Single();
        var spare = Lab.Nodes.First(n => n != owner);
        await Lab.ShAsync(spare, $"printf '%s' '{Keepalived}' >/etc/keepalived/site.conf; service keepalived stop; while pidof keepalived; do sleep 0.2; done; keepalived -f /etc/keepalived/site.conf");
        try
        {
            await Until.TrueAsync("keepalived runs", async () => (await Lab.ShAsync(spare, "pidof keepalived || true")).Length > 0);
            var status = await Lab.HacpAsync("status", Lab.TopologyFile);
            Assert.True(status.ExitCode == 1, status.ToString());
            Assert.Contains($"{spare} could not take over ({spare}: keepalived runs with -f /etc/keepalived/site.conf)", status.Output, StringComparison.Ordinal);

            var compared = await Lab.HacpAsync("compare", Lab.TopologyFile);
            Assert.True(compared.ExitCode == 3, compared.ToString());
            Assert.Contains("keepalived runs with -f /etc/keepalived/site.conf", compared.Output, StringComparison.Ordinal);

            var again = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
            Assert.True(again.ExitCode == 1, again.ToString());
            Assert.Contains("error HCP271", again.Error, StringComparison.Ordinal);
        }
        finally
        {
            await Lab.ShAsync(spare, "kill $(cat /run/keepalived.pid) 2>/dev/null; sleep 2; rm -f /etc/keepalived/site.conf; service keepalived start; true");
            _ = await Lab.HacpAsync("remove", Lab.TopologyFile, "--yes");
        }
    }

    [LabFact]
    public async Task Who_has_the_monitor_port_is_named_and_another_monitor_port_does()
    {
        var pid = (await Lab.ShAsync("node-1", "socat TCP-LISTEN:8404,fork,reuseaddr /dev/null </dev/null >/dev/null 2>&1 & echo $!")).Trim();
        try
        {
            await Until.TrueAsync("somebody listens", async () => (await Lab.ShAsync("node-1", "ss -Hltn sport = :8404")).Length > 0);
            var refused = await Lab.HacpAsync("apply", Lab.TopologyFile, "--yes");
            Assert.True(refused.ExitCode == 1, refused.ToString());
            Assert.Contains("error HCP234: 'socat' (process ", refused.Error, StringComparison.Ordinal);
            Assert.Contains("the monitor port", refused.Error, StringComparison.Ordinal);
            Assert.Contains("Set loadBalancer.monitorPort to a free port", refused.Error, StringComparison.Ordinal);

            var other = Lab.Changed(("profile: fast", "profile: fast\n  monitorPort: 9404"));
            var applied = await Lab.HacpAsync("apply", other, "--yes");
            Assert.True(applied.ExitCode == 0, applied.ToString());
            var status = await Lab.HacpAsync("status", other);
            Assert.Contains("3 up", status.Output, StringComparison.Ordinal);
            Assert.True((await Lab.HacpAsync("remove", other, "--yes")).ExitCode == 0);
        }
        finally
        {
            await Lab.ShAsync("node-1", $"kill {pid}");
        }
    }
}
