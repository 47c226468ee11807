using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>The ways to a node: each run logs in once a node; jump hosts and the client's own configuration count.</summary>
[Collection(LabLanes.Second)]
public sealed class SshWaysTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_whole_run_is_one_login_a_node(TransportKind over)
    {
        var before = await LoginsAsync();
        var applied = await Lab.HacpAsync("apply", Lab.Changed(("  interface: eth1\n", "")), "--yes", "--json", "--transport", BadNode.Word(over));
        Assert.True(applied.ExitCode == 0, applied.ToString());
        Assert.Equal(before.Select(n => n + 1), await LoginsAsync());
        // Nothing stays logged in.
        await Until.TrueAsync("no login is left", async () => (await Lab.ShOnAllAsync("pgrep -f '[s]shd: root' || true")).All(p => p.Length == 0));
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Through_a_jump_host(TransportKind over)
    {
        await Unreachable(async () =>
        {
            var jump = Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ jump: root@{Lab.AddressOf("node-1")} }},"));
            var run = await Lab.HacpAsync("status", jump, "--json", "--transport", BadNode.Word(over));
            AssertAllAsked(run);
        });
    }

    [LabFact]
    public async Task Through_the_clients_own_configuration()
    {
        var config = Path.Combine(Lab.Folder, "ssh_config-ways");
        await File.WriteAllTextAsync(config, $"""
            Host behind-node-1
                HostName {Lab.AddressOf("node-2")}
                HostKeyAlias node-2
                ProxyCommand ssh -F {Lab.Folder}/ssh_config -W %h:%p node-1

            """);
        await Unreachable(async () =>
        {
            var run = await Lab.HacpAsync("status", Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ host: behind-node-1, configFile: {config} }},")), "--json");
            AssertAllAsked(run);
        });
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Through_an_alias_and_its_jump_host(TransportKind over)
    {
        var config = Path.Combine(Lab.Folder, "ssh_config-alias");
        var (one, two) = (Lab.AddressOf("node-1"), Lab.AddressOf("node-2"));
        await File.WriteAllTextAsync(config, $"""
            Match originalhost second-node
                HostName {two}
                User = root
                ProxyJump hop

            Host hop
                HostName {one}
                User root
                HostKeyAlias {one}
                IdentityFile "{Lab.Folder}/id_ed25519"
                UserKnownHostsFile {Lab.Folder}/known_hosts

            """);
        await Unreachable(async () =>
        {
            var alias = Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ host: second-node, user: , configFile: {config} }},"));
            AssertAllAsked(await Lab.HacpAsync("status", alias, "--json", "--transport", BadNode.Word(over)));
        });
    }

    /// <summary>Whatever a person wants of a terminal is not what carries scripts.</summary>
    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Options_for_terminals_change_nothing(TransportKind over)
    {
        var config = Path.Combine(Lab.Folder, "ssh_config-terminal");
        await File.WriteAllTextAsync(config, """
            Host *
                SessionType none
                StdinNull yes
                ForkAfterAuthentication yes
                RemoteCommand cat /etc/motd
                RequestTTY force
                EscapeChar @
                PermitLocalCommand yes
                LocalCommand echo local; cat
                LogLevel QUIET
                LogVerbose *:*:*
                VisualHostKey yes
                ControlMaster auto
                ControlPath /nowhere/%C
                LocalForward 127.0.0.1:1 127.0.0.1:22
                ExitOnForwardFailure yes

            """);
        var topology = Lab.Changed(("  user: root\n", $"  user: root\n  configFile: {config}\n"));
        var run = await Lab.HacpAsync("status", topology, "--json", "--transport", BadNode.Word(over));
        AssertAllAsked(run);
        Assert.True(run.Took < TimeSpan.FromSeconds(30), run.ToString());
    }

    /// <summary>No program called ssh is on PATH.</summary>
    [LabFact]
    public async Task Without_an_SSH_client()
    {
        var auto = new HacpRun(await WithoutClientAsync("-v", "--json"));
        AssertAllAsked(auto);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(auto.Error, "Scripts travel over SSH.NET: there is no 'ssh' on PATH."));

        var named = await WithoutClientAsync("--transport", "openssh");
        Assert.Equal(2, named.ExitCode);
        Assert.Contains("error HCP414: The OpenSSH client is missing on this machine: there is no 'ssh' on PATH. No node was contacted.", named.Error, StringComparison.Ordinal);
        Assert.Contains("apt install openssh-client", named.Error, StringComparison.Ordinal);

        var topology = Lab.Changed(("{ name: node-2,", "{ name: node-2, ssh: { transport: openssh },"));
        var ofOne = new HacpRun(await WithoutClientAsync(["--json"], topology));
        var error = Assert.Single(ofOne.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("HCP414", error.GetProperty("id").GetString());
        Assert.Equal("node-2", error.GetProperty("node").GetString());
    }

    private Task<Ran> WithoutClientAsync(params string[] options) => WithoutClientAsync(options, Lab.TopologyFile);

    private Task<Ran> WithoutClientAsync(string[] options, string topology) =>
        Lab.AdminAsync(["env", $"PATH={Lab.Folder}/nodes", OpenSshClient.PathOf("dotnet")!, LabCluster.Hacp, "status", topology, .. options]);

    [LabTheory]
    [Over(TransportKind.SshNet)]
    public async Task A_proxy_command_is_refused_by_a_transport_that_runs_none(TransportKind over)
    {
        var config = Path.Combine(Lab.Folder, "ssh_config-command");
        await File.WriteAllTextAsync(config, "Host *\n    ProxyCommand nc %h %p\n");
        var topology = Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ configFile: {config} }},"));
        var run = await Lab.HacpAsync("status", topology, "--json", "--transport", BadNode.Word(over));
        var error = Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("HCP413", error.GetProperty("id").GetString());
        Assert.Contains("ProxyCommand", error.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Contains("ssh.jump", error.GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [LabTheory]
    [Over(TransportKind.SshNet)]
    public async Task A_topology_names_the_transport(TransportKind over)
    {
        var config = Path.Combine(Lab.Folder, "ssh_config-none");
        await File.WriteAllTextAsync(config, "Host *\n    ProxyCommand false\n");
        // Only node-2's would refuse the configuration file in these words.
        var topology = Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ transport: {BadNode.Word(over)}, configFile: {config} }},"));
        var run = await Lab.HacpAsync("status", topology, "--json");
        Assert.Equal(["HCP413"], run.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("id").GetString()));
    }

    private static void AssertAllAsked(HacpRun run)
    {
        Assert.Empty(run.Json.GetProperty("errors").EnumerateArray().Select(e => e.ToString()));
        Assert.Equal(["node-1", "node-2", "node-3"], run.OfNodes("name"));
    }

    /// <summary>Does something while the admin has no route to node-2, and proves that there is none.</summary>
    private async Task Unreachable(Func<Task> action)
    {
        var route = $"{Lab.AddressOf("node-2")}/32";
        _ = (await Lab.AdminAsync("ip", "route", "add", "blackhole", route)).Text;
        try
        {
            var direct = await Lab.HacpAsync("status", Lab.TopologyFile, "--json");
            var error = Assert.Single(direct.Json.GetProperty("errors").EnumerateArray());
            Assert.Equal("HCP201", error.GetProperty("id").GetString());
            await action();
        }
        finally
        {
            _ = (await Lab.AdminAsync("ip", "route", "del", "blackhole", route)).Text;
        }
    }

    private async Task<int[]> LoginsAsync() =>
        [.. (await Lab.ShOnAllAsync("busybox logread | grep -c 'Accepted publickey' || true")).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}
