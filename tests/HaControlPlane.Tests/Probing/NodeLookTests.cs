using System.Net;
using System.Text;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Probing;

/// <summary>What is read from nodes, from the kernel here, and from a served certificate.</summary>
public sealed class NodeLookTests
{
    private static readonly ControlPlaneNode Node = new() { Name = "n1", Address = IPAddress.Parse("10.0.0.1") };

    [Theory]
    [InlineData("10.0.0.100 dev eth1 lladdr 02:00:00:00:00:0A REACHABLE", "10.0.0.100 eth1 02:00:00:00:00:0A REACHABLE")]
    [InlineData("fd00::100 dev eth1 lladdr 02:00:00:00:00:0a router STALE ", "fd00::100 eth1 02:00:00:00:00:0a STALE")]
    [InlineData("10.0.0.100 dev eth1 used 3/3/2 probes 6 FAILED", "")]
    [InlineData("10.0.0.100 dev eth1  INCOMPLETE", "")]
    public void A_belief_is_a_neighbour_with_a_hardware_address(string line, string expected)
    {
        var library = File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", "vip.sh"));
        var (_, output, _) = HaControlPlane.Tests.Scripts.Shell.Called("sh").Run($"{library}\nip() {{ echo '{line}'; }}\nbeliefs 8443 x", []);

        Assert.Equal(expected, Encoding.UTF8.GetString(output).TrimEnd('\n'));
    }

    [Fact]
    public void Backends_are_read_by_the_names_of_haproxys_columns()
    {
        const string Table = """
            # pxname,svname,qcur,status,lastchg,check_status,check_code,check_duration,
            apiservers,n1,0,UP,12,* L7OK,200,3,
            apiservers,n2,0,DOWN 1/2,4,L4CON,,0,
            apiservers,BACKEND,0,UP,12,,,,
            """;

        Assert.Equal(
            ["n1 True UP L7OK/200 3 12", "n2 False DOWN 1/2 L4CON 0 4"],
            BackendView.Read(Table).Select(b => $"{b.Name} {b.Up} {b.Status} {b.Check} {b.CheckTime?.TotalMilliseconds} {b.Since.TotalSeconds}"));
        Assert.Empty(BackendView.Read(""));
    }

    [Theory]
    [InlineData("curl 0 0.001 0.004 0.006 200", ProbeStage.Done, true, "200")]
    [InlineData("curl 0 0.001 0.004 0.006 500", ProbeStage.Done, false, "/readyz answered 500.")]
    [InlineData("curl 7 0.000000 0.000000 0.001 000", ProbeStage.Tcp, false, "TCP: curl on the node ended with 7.")]
    [InlineData("curl 28 0.001 0.000000 3.0 000", ProbeStage.Tls, false, "No answer within 3 s, stuck at TLS.")]
    [InlineData("curl 52 0.001 0.004 0.006 000", ProbeStage.Http, false, "HTTP: curl on the node ended with 52.")]
    [InlineData("nc 0", ProbeStage.Done, true, "TCP open")]
    [InlineData("nc 1", ProbeStage.Tcp, false, "TCP: the connection did not open.")]
    public void A_probe_from_a_node_says_how_far_it_came(string fields, ProbeStage stage, bool ok, string answer)
    {
        var result = NodeProbe.Read(Node, new EndpointProbeRequest { Host = "10.0.0.100" }, Record(fields), DateTimeOffset.UnixEpoch);

        Assert.Equal(("n1", stage, ok, answer), (result.From, result.Stage, result.Ok, result.Answer));
    }

    [Fact]
    public void An_open_connection_is_all_that_is_wanted_with_TcpOnly()
    {
        var result = NodeProbe.Read(Node, new EndpointProbeRequest { Host = "10.0.0.100", TcpOnly = true }, Record("curl 28 0.001 0.0 3.0 000"), DateTimeOffset.UnixEpoch);

        Assert.Equal((ProbeStage.Done, true, "TCP open", TimeSpan.FromMilliseconds(1)), (result.Stage, result.Ok, result.Answer, result.Tcp));
    }

    [Fact]
    public void The_kernels_table_gives_complete_entries_alone()
    {
        const string Table = """
            IP address       HW type     Flags       HW address            Mask     Device
            10.0.0.100       0x1         0x2         02:00:00:00:00:0A     *        eth0
            10.0.0.101       0x1         0x0         00:00:00:00:00:00     *        eth0
            10.0.0.2         0x1         0x2         02:00:00:00:00:02     *        eth0
            """;

        var belief = Assert.Single(LocalNeighbours.Parse(Table, [IPAddress.Parse("10.0.0.100"), IPAddress.Parse("10.0.0.101")]));

        Assert.Equal(("10.0.0.100", "eth0", "02:00:00:00:00:0a"), (belief.Address.ToString(), belief.Interface, belief.HardwareAddress));
    }

    [Theory]
    [InlineData(15, "10.0.0.100 api.example", "")]
    [InlineData(13, "10.0.0.100 API.example", "HCP248 Warning")]
    [InlineData(-1, "10.0.0.100 api.example", "HCP248 Error")]
    [InlineData(90, "10.0.0.1", "HCP249 Warning, HCP249 Warning")]
    public void A_certificate_that_ends_or_lacks_a_name_is_told(int days, string names, string expected)
    {
        var endpoint = new ControlPlaneEndpoint { VirtualIPs = [IPAddress.Parse("10.0.0.100")], Host = "api.example", Port = 8443 };
        var probe = new EndpointProbeResult { Host = "10.0.0.100", Port = 8443, Time = default, Stage = ProbeStage.Done, Certificate = new ServedCertificate("CN=x", names.Split(' '), DateTimeOffset.UnixEpoch.AddDays(days), true, null) };

        Assert.Equal(expected, string.Join(", ", EndpointRules.Check(endpoint, [probe, probe], DateTimeOffset.UnixEpoch).Select(f => $"{f.Id} {f.Severity}")));
    }

    private static ScriptRecord Record(string fields) => new("ask", fields.Split(' '));
}
