using System.Text.Json;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

/// <summary>What must hold for every input, tried on random ones from fixed seeds.</summary>
public sealed class PropertyTests
{
    [Fact]
    public void The_reader_never_throws()
    {
        var files = Directory.GetFiles(RepositoryRoot.Combine("examples"), "*.yaml").Select(File.ReadAllText).Append(Yaml.Everything).ToArray();
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            var mutant = Mutation.Of(files[i % files.Length], random);
            var reading = TopologyReader.Read(mutant, "m.yaml");
            Assert.AllIfAny(reading.Findings, f => Assert.NotNull(f.Location));
            if (reading.Topology is { } topology)
            {
                TopologyValidator.Validate(topology);
            }
            else
            {
                Assert.NotEmpty(reading.Findings);
            }
        }
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var random = new Random(2);
        for (var i = 0; i < 500; i++)
        {
            var topology = RandomTopology.Sound(random);
            var yaml = TopologyWriter.Write(topology, includeSecrets: true);
            var reading = TopologyReader.Read(yaml, "/t/w.yaml");
            Assert.True(reading.Findings.Count == 0, yaml + string.Join("\n", reading.Findings));
            Assert.Equal(Picture(topology), Picture(reading.Topology! with { Source = null }));
        }
    }

    [Fact]
    public void The_validator_never_throws()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var topology = RandomTopology.Hostile(random);
            foreach (var finding in TopologyValidator.Validate(topology))
            {
                Assert.DoesNotContain(finding.ToString(), char.IsControl);
            }

            TopologyWriter.Write(topology);
        }
    }

    /// <summary>Records compare lists by reference; their picture as text compares everything.</summary>
    private static string Picture(ControlPlaneTopology t) => JsonSerializer.Serialize(new
    {
        t.Name,
        Endpoint = new { Vip = t.Endpoint.VirtualIPs.Select(v => v.ToString()), t.Endpoint.Host, t.Endpoint.Port },
        t.ApiserverPort,
        Balancer = (t.LoadBalancer with { KubeVip = t.LoadBalancer.KubeVip with { Bgp = null } }).ToString() + t.LoadBalancer.AuthPass?.Reveal(),
        t.LoadBalancer.KubeVip.Bgp?.As,
        Peers = t.LoadBalancer.KubeVip.Bgp?.Peers.Select(p => $"{p} {p.Password?.Reveal()}"),
        Nodes = t.Nodes.Select(n => n with { Ssh = new() } + $"{n.Address} {n.Interface} {n.Priority} {n.Ssh}"),
        Network = new
        {
            Service = t.Network.ServiceCidr?.ToString(),
            Pod = t.Network.PodCidr?.ToString(),
            Routes = t.Network.Routes.Select(r => $"{string.Join(' ', r.To)} {r.Via} {r.Device}"),
        },
        t.Sysctl,
    });
}
