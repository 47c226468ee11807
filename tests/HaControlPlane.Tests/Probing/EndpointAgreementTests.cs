using System.Text;
using HaControlPlane.Probing;
using HaControlPlane.Scripts;
using HaControlPlane.Tests.Topology;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Probing;

/// <summary>Places that name the endpoint, right and wrong.</summary>
public sealed class EndpointAgreementTests
{
    private static readonly ControlPlaneTopology Prod = TopologyReader.Read(
        Yaml.Good.Replace("  port: 8443", "  host: api.prod.example\n  port: 8443", StringComparison.Ordinal), "c.yaml").Topology!;

    [Theory]
    [InlineData("admin.conf", "https://api.prod.example:8443", AgreementResult.Agrees)]
    [InlineData("admin.conf", "https://192.168.20.150:8443", AgreementResult.Agrees)]
    [InlineData("admin.conf", "https://192.168.20.151:6443", AgreementResult.Differs)]
    [InlineData("admin.conf", "https://api.prod.example:6443", AgreementResult.Differs)]
    [InlineData("admin.conf", "http://api.prod.example:8443", AgreementResult.Differs)]
    [InlineData("admin.conf", "", AgreementResult.Differs)]
    [InlineData("scheduler.conf", "https://192.168.20.151:6443", AgreementResult.Agrees)]
    [InlineData("kubelet.conf", "https://192.168.20.151:6443", AgreementResult.Agrees)]
    [InlineData("kubelet.conf", "https://192.168.20.152:6443", AgreementResult.Differs)]
    [InlineData("controller-manager.conf", "https://api.prod.example:8443\nhttps://old.example:6443", AgreementResult.Differs)]
    public void A_kubeconfig_names_the_endpoint_or_where_it_may_the_node_itself(string file, string servers, AgreementResult result)
    {
        var row = Rows($"kubeconfig {file} {Hex(servers)}").Single(r => r.Subject == file);

        Assert.Equal(result, row.Result);
        Assert.Equal(result == AgreementResult.Differs, row.Fix.Length > 0);
    }

    [Theory]
    [InlineData("api.prod.example:8443", AgreementResult.Agrees)]
    [InlineData("API.prod.example:8443", AgreementResult.Agrees)]
    [InlineData("192.168.20.150:8443", AgreementResult.Differs)]
    [InlineData("api.prod.example", AgreementResult.Differs)]
    [InlineData("", AgreementResult.Differs)]
    [InlineData("https://api.prod.example:8443", AgreementResult.Differs)]
    public void Kubeadm_names_exactly_the_endpoint(string written, AgreementResult result)
    {
        var row = Rows($"map kubeadm-config {Hex(written)}").Single(r => r.Subject == "kubeadm-config");

        Assert.Equal((result, written.Length == 0 ? "no controlPlaneEndpoint" : written), (row.Result, row.Actual));
        Assert.Equal(result == AgreementResult.Differs, row.Fix.Length > 0);
    }

    /// <summary>kubeadm takes the API server's port where the endpoint has none, and any spelling of an address.</summary>
    [Theory]
    [InlineData("6443", "fd00::a", "[FD00:0::A]", AgreementResult.Agrees)]
    [InlineData("6443", "192.168.20.150", "192.168.20.150", AgreementResult.Agrees)]
    [InlineData("8443", "fd00::a", "[fd00::a]:8443", AgreementResult.Agrees)]
    [InlineData("8443", "fd00::a", "[fd00::a]", AgreementResult.Differs)]
    public void Kubeadms_endpoint_may_be_without_a_port(string port, string vip, string written, AgreementResult result)
    {
        var topology = Prod with { Endpoint = Prod.Endpoint with { Host = null, Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), VirtualIPs = [System.Net.IPAddress.Parse(vip)] } };

        Assert.Equal(result, Rows(topology, $"map kubeadm-config {Hex(written)}").Single(r => r.Subject == "kubeadm-config").Result);
    }

    /// <summary>A cluster that was made without an endpoint answers so; one that cannot be asked answers nothing.</summary>
    [Theory]
    [InlineData("kind: ClusterConfiguration\ncontrolPlaneEndpoint: api.prod.example:8443  # ours\n", "api.prod.example:8443")]
    [InlineData("controlPlaneEndpoint: '[fd00::1]:6443'\n", "[fd00::1]:6443")]
    [InlineData("kind: ClusterConfiguration\nnetworking: {}\n", "")]
    [InlineData("", null)]
    public void A_node_tells_kubeadms_endpoint_and_that_there_is_none(string config, string? expected)
    {
        var library = string.Concat(new[] { "base.sh", "endpoint.sh" }.Select(f => File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", f))));
        var (_, output, _) = HaControlPlane.Tests.Scripts.Shell.Called("sh").Run(
            $"{library}\nneed_tools() {{ :; }}; need_root() {{ :; }}\nask_cluster() {{ echo '    server: https://old.example:6443'; }}; config_map() {{ if [ \"$1\" = kubeadm-config ]; then cat \"$config\"; fi; }}\nconfig=$(mktemp); cat >\"$config\"; node_endpoint; rm -f \"$config\"; echo @end 0",
            Encoding.UTF8.GetBytes(config));

        var maps = ScriptRecord.ParseAll(Encoding.UTF8.GetString(output)).Where(r => r.Kind == "map").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        Assert.Equal(expected, maps.GetValueOrDefault("kubeadm-config"));
        Assert.Equal(expected is null ? null : "https://old.example:6443", maps.GetValueOrDefault("cluster-info"));
    }

    [Fact]
    public void A_certificate_that_has_ended_agrees_with_nobody()
    {
        var probe = new EndpointProbeResult { Host = "192.168.20.151", Port = 6443, Time = DateTimeOffset.UnixEpoch, Stage = ProbeStage.Done };
        var served = new ServedCertificate("CN=kube-apiserver", ["api.prod.example", "192.168.20.151", "192.168.20.150"], DateTimeOffset.UnixEpoch.AddDays(-1), true, null);

        var row = EndpointAgreements.Judge(Prod, Prod.Nodes[0], "certificate", probe with { Certificate = served });

        Assert.Equal((AgreementResult.Differs, "ended on 1969-12-31 00:00:00Z"), (row.Result, row.Actual));
        Assert.Contains("kubeadm certs renew apiserver", row.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.prod.example:8443", AgreementResult.Agrees)]
    [InlineData("https://192.168.20.151:6443", AgreementResult.Differs)]
    public void Whoever_joins_with_a_token_finds_the_endpoint(string server, AgreementResult result) =>
        Assert.Equal(result, Rows($"map cluster-info {Hex(server)}").Single(r => r.Subject == "cluster-info").Result);

    [Fact]
    public void What_cannot_be_read_is_not_checked_and_proves_nothing()
    {
        var rows = Rows();

        Assert.All(rows, r => Assert.Equal(AgreementResult.NotChecked, r.Result));
        Assert.False(EndpointAgreements.Agree(rows));
    }

    [Theory]
    [InlineData("mode: ipvs\nstrictARP: false", AgreementResult.Differs)]
    [InlineData("strictARP: true\nmode: ipvs", AgreementResult.Agrees)]
    [InlineData("mode: \nstrictARP: false", AgreementResult.Agrees)]
    [InlineData("mode: iptables", AgreementResult.Agrees)]
    public void Behind_kube_vip_only_one_node_answers_for_an_address(string written, AgreementResult result)
    {
        var kubeVip = Prod with { LoadBalancer = Prod.LoadBalancer with { Kind = LoadBalancerKind.KubeVip } };
        var row = Rows(kubeVip, $"map kube-proxy-arp {Hex(written)}").Single(r => r.Subject == "kube-proxy's ARP");

        Assert.Equal((result, result == AgreementResult.Differs), (row.Result, row.Fix.Length > 0));
        Assert.DoesNotContain(Rows($"map kube-proxy-arp {Hex(written)}"), r => r.Subject == row.Subject);
        Assert.Equal(AgreementResult.NotChecked, Rows(kubeVip).Single(r => r.Subject == row.Subject).Result);
    }

    [Theory]
    [InlineData("mode: \"ipvs\"\nipvs:\n  strictARP: false\n", "mode: ipvs\nstrictARP: false")]
    [InlineData("ipvs:\n  strictARP: true\nmode: ipvs\n", "strictARP: true\nmode: ipvs")]
    [InlineData("mode: \"\"\n", "mode: ")]
    public void A_node_tells_how_kube_proxy_forwards(string config, string expected)
    {
        var library = string.Concat(new[] { "base.sh", "endpoint.sh" }.Select(f => File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", f))));
        var (_, output, _) = HaControlPlane.Tests.Scripts.Shell.Called("sh").Run($"{library}\nproxy_arp", Encoding.UTF8.GetBytes(config));

        Assert.Equal(expected, Encoding.UTF8.GetString(output).TrimEnd('\n'));
    }

    [Fact]
    public void A_certificate_lacks_a_name_that_clients_use()
    {
        var probe = new EndpointProbeResult { Host = "192.168.20.151", Port = 6443, Time = DateTimeOffset.UnixEpoch, Stage = ProbeStage.Done };
        var served = new ServedCertificate("CN=kube-apiserver", ["kubernetes", "192.168.20.151", "192.168.20.150"], DateTimeOffset.MaxValue, true, null);

        var row = EndpointAgreements.Judge(Prod, Prod.Nodes[0], "certificate", probe with { Certificate = served });
        var whole = EndpointAgreements.Judge(Prod, Prod.Nodes[0], "certificate", probe with { Certificate = served with { Names = [.. served.Names, "API.prod.example"] } });
        var none = EndpointAgreements.Judge(Prod, null, "certificate", probe with { Problem = "TCP: refused" });

        Assert.Equal(AgreementResult.Differs, row.Result);
        Assert.StartsWith("Add api.prod.example to apiServer.certSANs", row.Fix, StringComparison.Ordinal);
        Assert.Equal(AgreementResult.Agrees, whole.Result);
        Assert.Equal((AgreementResult.NotChecked, "TCP: refused"), (none.Result, none.Actual));
    }

    [Theory]
    [InlineData("    server: https://api.prod.example:8443", "https://api.prod.example:8443")]
    [InlineData("  - server: \"https://[fd00::1]:6443\"", "https://[fd00::1]:6443")]
    [InlineData("    token: server-secret", "")]
    public void Only_servers_leave_a_node(string line, string expected)
    {
        var library = string.Concat(new[] { "base.sh", "endpoint.sh" }.Select(f => File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", f))));
        var (_, output, _) = HaControlPlane.Tests.Scripts.Shell.Called("sh").Run($"{library}\nservers", Encoding.UTF8.GetBytes(line + "\n"));

        Assert.Equal(expected, Encoding.UTF8.GetString(output).TrimEnd('\n'));
    }

    private static IReadOnlyList<EndpointAgreement> Rows(params string[] records) => Rows(Prod, records);

    private static IReadOnlyList<EndpointAgreement> Rows(ControlPlaneTopology topology, params string[] records) =>
        EndpointAgreements.Judge(topology, topology.Nodes[0], ScriptRecord.ParseAll(string.Concat(records.Select(r => $"@{r}\n")) + "@end 0\n"));

    private static string Hex(string text) => "x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
}
