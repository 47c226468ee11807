using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

public sealed class TopologyReaderTests
{
    [Fact]
    public void A_small_file_gets_every_default()
    {
        var reading = TopologyReader.Read(Yaml.Good, "cluster.yaml");

        Assert.Empty(reading.Findings);
        Assert.False(reading.HasErrors);
        var topology = reading.Topology!;
        Assert.Equal("prod", topology.Name);
        Assert.Equal(8443, topology.Endpoint.Port);
        Assert.Equal(6443, topology.ApiserverPort);
        Assert.Equal(new LoadBalancerSpec(), topology.LoadBalancer);
        Assert.Equal(["master-1", "master-2", "master-3"], topology.Nodes.Select(n => n.Name));
        Assert.Equal(new SourceLocation("cluster.yaml", 7, 32), topology.Source!.Locate("nodes[1].address"));
    }

    [Fact]
    public void Three_mistakes_are_three_findings()
    {
        var reading = TopologyReader.Read(
            """
            name: prod
            endpoint: { vip: 192.168.20.1500, prot: 8443 }
            nodes:
              - { name: a, address: 192.168.20.151, priority: high }
            """,
            "c.yaml");

        Assert.Equal(
            ["c.yaml:2:18 HCP010", "c.yaml:2:35 HCP007", "c.yaml:4:51 HCP010"],
            reading.Findings.Select(f => $"{f.Location} {f.Id}"));
        Assert.Contains("Did you mean port?", reading.Findings[1].Fix, StringComparison.Ordinal);
        Assert.NotNull(reading.Topology);
    }

    [Fact]
    public void Rules_run_on_what_is_left_and_do_not_repeat_the_reader()
    {
        var reading = TopologyReader.Read(
            Yaml.Good.Replace("192.168.20.150", "x", StringComparison.Ordinal)
                .Replace("192.168.20.151", "y", StringComparison.Ordinal)
                .Replace("master-3", "master_3", StringComparison.Ordinal),
            "c.yaml");

        Assert.Equal(2, reading.Findings.Count);
        var finding = Assert.Single(TopologyValidator.Validate(reading.Topology!));
        Assert.Equal("HCP124", finding.Id);
        Assert.Equal(8, finding.Location!.Line);
    }

    [Fact]
    public void Places_stay_right_when_items_before_cannot_be_used()
    {
        var yaml = Yaml.Good.Replace("  - { name: master-1,", "  - master-0\n  - { nam: master-1,", StringComparison.Ordinal);
        var topology = TopologyReader.Read(yaml, "c.yaml").Topology!;

        Assert.Equal(["master-2", "master-3"], topology.Nodes.Select(n => n.Name));
        Assert.Equal(8, topology.Source!.Locate("nodes[0].address")!.Line);
        Assert.Equal(9, topology.Source.Locate("nodes[1].name")!.Line);
        Assert.DoesNotContain(TopologyValidator.Validate(topology), f => f.Id == "HCP120");
    }

    [Fact]
    public void A_node_gets_the_common_ssh_options_but_for_its_own()
    {
        var topology = TopologyReader.Read(
            """
            name: prod
            endpoint: { vip: 10.0.0.9 }
            ssh: { user: admin, port: 2222, become: sudo, jump: bastion, keyFile: keys/id, knownHosts: ~/known, configFile: /etc/ssh/c, keepConnections: false }
            nodes:
              - { name: a, address: 10.0.0.1 }
              - { name: b, address: 10.0.0.2, ssh: { host: b.lan, user: root, become: , jump: null, port: 22, keepConnections: } }
            """,
            "/srv/prod/cluster.yaml").Topology!;

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var common = new SshOptions
        {
            User = "admin",
            Port = 2222,
            Become = BecomeMethod.Sudo,
            Jump = "bastion",
            KeyFile = Path.GetFullPath("/srv/prod/keys/id"),
            KnownHosts = Path.Join(home, "known"),
            ConfigFile = Path.GetFullPath("/etc/ssh/c"),
            KeepConnections = false,
        };
        Assert.Equal(common, topology.Nodes[0].Ssh);
        Assert.Equal(
            common with { HostName = "b.lan", User = "root", Port = 22, Become = BecomeMethod.None, Jump = null, KeepConnections = true },
            topology.Nodes[1].Ssh);
    }

    [Fact]
    public void Json_and_aliases_are_yaml()
    {
        var json = TopologyReader.Read(
            """{"name":"a","endpoint":{"vip":["10.0.0.9","fd00::9"]},"nodes":[{"name":"n","address":"10.0.0.1"}]}""", "a.json");
        Assert.Empty(json.Findings);
        Assert.Equal(2, json.Topology!.Endpoint.VirtualIPs.Count);

        var aliases = TopologyReader.Read(Yaml.Good + "\nloadBalancer:\n  interface: &card eth1\n  images:\n    haproxy: *card\n", "a.yaml");
        Assert.Empty(aliases.Findings);
        Assert.Equal("eth1", aliases.Topology!.LoadBalancer.Images.Haproxy);
    }

    [Fact]
    public void Quotes_do_not_change_a_value()
    {
        var reading = TopologyReader.Read(Yaml.Good.Replace("8443", "\"8443\"", StringComparison.Ordinal).Replace("prod", "51", StringComparison.Ordinal), "c");

        Assert.Empty(reading.Findings);
        Assert.Equal(8443, reading.Topology!.Endpoint.Port);
        Assert.Equal("51", reading.Topology.Name);
    }

    [Fact]
    public void A_password_is_never_in_a_finding()
    {
        const string Password = "longpassword{}";
        var reading = TopologyReader.Read(Yaml.Good + $"\nloadBalancer: {{ authPass: '{Password}', authPas: '{Password}' }}\n", "c");

        Assert.DoesNotContain(
            reading.Findings.Concat(TopologyValidator.Validate(reading.Topology!)),
            f => f.ToString().Contains(Password, StringComparison.Ordinal));
    }
}
