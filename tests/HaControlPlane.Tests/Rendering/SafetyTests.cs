using System.Net;
using HaControlPlane.Rendering;
using HaControlPlane.Tests.Topology;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>No value gets more said in a configuration than itself.</summary>
public sealed class SafetyTests
{
    private static readonly string[] Names =
    [
        "master-1", "10", "on", "a.b.c", "x", "under_score", "a b", "a\nserver evil 1.2.3.4:6443", "a\r", "a#", "a!", "a{", "}", "\"a\"", "'a'", "$(id)",
        "`id`", "a\0", "a\u2028b", "é", "", " ", "-", "-v", "a\\", "a;b", "@x", "%x", "a\tb", new string('x', 300),
    ];

    [Fact]
    public void Any_name_that_is_let_in_is_one_server_and_one_word()
    {
        var accepted = 0;
        foreach (var name in Names.Concat(Enumerable.Range(0, 2000).Select(RandomText)))
        {
            var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service);
            var expected = NodeFiles.Render(topology, topology.Nodes[0]).Select(f => f.Content.Split('\n').Length).ToList();
            topology = topology with { Nodes = [topology.Nodes[0] with { Name = name }, topology.Nodes[1], topology.Nodes[2]] };
            try
            {
                var files = NodeFiles.Render(topology, topology.Nodes[0]);
                accepted++;
                Assert.Equal(expected, files.Select(f => f.Content.Split('\n').Length));
                Assert.Contains($"server {name} 192.168.20.151:6443\n", files[0].Content, StringComparison.Ordinal);
                Assert.DoesNotContain(name, " \t#!{}\"'$", StringComparison.Ordinal);
            }
            catch (RenderException refused)
            {
                Assert.Equal("HCP193", refused.Finding.Id);
            }
        }

        Assert.InRange(accepted, 6, 1000);
    }

    [Theory]
    [InlineData("eth1\n    virtual_ipaddress {")]
    [InlineData("eth1 eth2")]
    [InlineData("eth#")]
    [InlineData("")]
    [InlineData("sixteen-letters-")]
    public void An_interface_that_is_no_name_is_refused(string network)
    {
        var topology = Samples.Topology(LoadBalancerProfile.Kubeadm, RunAs.Service);

        var refused = Assert.Throws<RenderException>(() => KeepalivedConfig.Render(topology, topology.Nodes[0] with { Interface = network }));

        Assert.Equal("HCP193", refused.Finding.Id);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a#b")]
    [InlineData("a!b")]
    [InlineData("$A")]
    [InlineData("a\n}")]
    [InlineData("\"a\"")]
    [InlineData("")]
    public void A_password_that_keepalived_would_read_otherwise_is_refused_and_not_told(string password)
    {
        var topology = Samples.Topology(LoadBalancerProfile.Classic, RunAs.Service);
        topology = topology with { LoadBalancer = topology.LoadBalancer with { AuthPass = new Secret(password) } };

        var refused = Assert.Throws<RenderException>(() => KeepalivedConfig.Render(topology, topology.Nodes[0]));

        Assert.Equal("HCP193", refused.Finding.Id);
        Assert.True(password.Length == 0 || !refused.ToString().Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_topologies_are_refused_or_rendered_never_anything_else()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var topology = RandomTopology.Hostile(new Random(seed));
            try
            {
                Assert.AllIfAny(NodeFiles.RenderAll(topology), f => Assert.DoesNotContain("\u001b", f.Content, StringComparison.Ordinal));
            }
            catch (RenderException)
            {
                // Said in words, with a fix.
            }
        }
    }

    [Fact]
    public void An_IPv6_zone_stays_out()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service, "ipv6");
        topology = topology with { Nodes = [topology.Nodes[0] with { Address = IPAddress.Parse("fe80::1%3") }, topology.Nodes[1], topology.Nodes[2]] };

        Assert.All(NodeFiles.RenderAll(topology), f => Assert.DoesNotContain("%3", f.Content, StringComparison.Ordinal));
    }

    private static string RandomText(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => (char)random.Next(1, 0x180)));
    }
}
