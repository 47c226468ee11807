using HaControlPlane.Cli.Commands;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Starting;

namespace HaControlPlane.Tests.Topology;

/// <summary>What hacp init writes is a topology that the rules have nothing against.</summary>
public sealed class StarterTopologyTests
{
    private static readonly StarterTopology Three = new()
    {
        Name = "prod",
        VirtualIPs = ["192.168.20.150"],
        Nodes = [("master-1", "192.168.20.151"), ("master-2", "192.168.20.152"), ("master-3", "192.168.20.153")],
    };

    public static TheoryData<LoadBalancerKind, RunAs> Kinds => new()
    {
        { LoadBalancerKind.KeepalivedHaproxy, RunAs.StaticPod },
        { LoadBalancerKind.KeepalivedHaproxy, RunAs.Service },
        { LoadBalancerKind.KubeVip, RunAs.StaticPod },
        { LoadBalancerKind.External, RunAs.StaticPod },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_reads_back_as_it_was_asked_for(LoadBalancerKind kind, RunAs runAs)
    {
        var external = kind == LoadBalancerKind.External;
        var starter = Three with { Kind = kind, RunAs = runAs, VirtualIPs = external ? [] : Three.VirtualIPs, Host = "api.example.com", User = "ops", Sudo = true, Interface = external ? null : "eth1" };

        Assert.DoesNotContain(starter.Findings("cluster.yaml"), f => f.Severity != FindingSeverity.Information);
        var topology = TopologyReader.Read(starter.Write("cluster.yaml"), "cluster.yaml").Topology!;
        Assert.Equal((kind, runAs, "api.example.com"), (topology.LoadBalancer.Kind, topology.LoadBalancer.RunAs, topology.Endpoint.Host));
        Assert.Equal(["master-1 192.168.20.151", "master-2 192.168.20.152", "master-3 192.168.20.153"], topology.Nodes.Select(n => $"{n.Name} {n.Address}"));
        Assert.All(topology.Nodes, n => Assert.Equal(("ops", BecomeMethod.Sudo), (n.Ssh.User, n.Ssh.Become)));
    }

    [Fact]
    public void Two_families_are_a_list()
    {
        var starter = Three with
        {
            VirtualIPs = ["192.168.20.150", "fd00::150"],
        };
        Assert.Equal(2, TopologyReader.Read(starter.Write("a.yaml"), "a.yaml").Topology!.Endpoint.VirtualIPs.Count);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("12")]
    [InlineData("a: b")]
    [InlineData("#x")]
    public void A_value_that_yaml_would_read_as_something_else_stays_text(string user) =>
        Assert.Equal(user, TopologyReader.Read((Three with { User = user }).Write("a.yaml"), "a.yaml").Topology!.Nodes[0].Ssh.User);

    [Fact]
    public void Every_key_that_stands_as_a_comment_is_a_key()
    {
        var text = string.Join('\n', (Three with { Kind = LoadBalancerKind.KeepalivedHaproxy }).Write("a.yaml").Split('\n').Select(l => System.Text.RegularExpressions.Regex.Replace(l, "^( *)# (?=[A-Za-z]+:|  [a-z]+Cidr)", "$1")));

        Assert.Contains("\n  host: api.example.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain(TopologyReader.Read(text.Replace("Next:", "# Next:", StringComparison.Ordinal), "a.yaml").Findings, f => f.Id == "HCP007");
    }

    [Fact]
    public void Prompts_take_defaults_refuse_what_a_rule_refuses_and_end_with_an_empty_line()
    {
        using var asked = new StringWriter();
        using var answers = new StringReader("\nnot an address\n192.168.20.150\nmaster-1=192.168.20.151\nmaster-1=192.168.20.152\nmaster-2=192.168.20.152\n\n");

        var starter = new StarterQuestions(answers, asked).Ask(new StarterTopology(), named: false)!;

        Assert.Equal(("prod", "192.168.20.150"), (starter.Name, starter.VirtualIPs[0]));
        Assert.Equal([("master-1", "192.168.20.151"), ("master-2", "192.168.20.152")], starter.Nodes);
        Assert.Contains("Name of the topology [prod]: Virtual IP", asked.ToString(), StringComparison.Ordinal);
        Assert.Contains("'not an address'", asked.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Prompts_that_end_early_give_nothing()
    {
        using var answers = new StringReader("prod\n192.168.20.150\nmaster-1=192.168.20.151\n");
        Assert.Null(new StarterQuestions(answers, TextWriter.Null).Ask(new StarterTopology(), named: false));
    }
}
