using HaControlPlane.Adoption;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Tests.Topology;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Adoption;

/// <summary>What is foreign in a file that is replaced, what is the endpoint's predecessor, and what a hand has added to ours.</summary>
public sealed class ForeignServiceTests
{
    private const string Defaults = "global\n  daemon\ndefaults\n  mode tcp\n";

    private const string Endpoint = "frontend k8s\n  bind *:8443\n  default_backend masters\nbackend masters\n  balance roundrobin\n  server a 192.168.20.151:6443 check\n  server b 192.168.20.152:6443 check\n";

    private const string Instance = "vrrp_instance VI_1 {\n  interface eth1\n  virtual_router_id 51\n  virtual_ipaddress {\n    192.168.20.150\n  }\n}\n";

    public static TheoryData<string, string, string> Haproxy { get; } = new()
    {
        { "Debian's packaged file", Defaults, "" },
        { "an empty file", "", "" },
        { "a hand-written endpoint", Defaults + Endpoint, "" },
        { "an endpoint as one listen", Defaults + "listen api\n  bind :8443\n  server a 192.168.20.151:6443\n", "" },
        { "an endpoint whose servers have names", Defaults + "resolvers dns\n  nameserver a 10.0.0.1:53\n" + Endpoint.Replace("192.168.20.151", "kube-1", StringComparison.Ordinal).Replace("192.168.20.152:6443 check", "kube-2:6443 check resolvers dns", StringComparison.Ordinal), "" },
        { "an endpoint with a machine that left", Defaults + Endpoint + "  server boot 192.168.20.140:6443 check\n", "" },
        { "an endpoint with its statistics", Defaults + Endpoint + "listen stats\n  bind *:9000\n  stats enable\n", "12 predecessor: listen stats on *:9000 (statistics of haproxy)" },
        { "an endpoint on two ports", Defaults + Endpoint.Replace("bind *:8443", "bind *:8443\n  bind *:7443", StringComparison.Ordinal), "5 predecessor: frontend k8s on *:7443 (to the API servers)" },
        { "a former endpoint on another port", Defaults + Endpoint.Replace("8443", "16443", StringComparison.Ordinal), "5 predecessor: frontend k8s on *:16443 (to the API servers)" },
        { "a database", Defaults + "frontend postgres\n  bind *:5433\n  default_backend pg\nbackend pg\n  server db1 10.78.1.2:5432\n", "5: frontend postgres on *:5433, to backend pg (10.78.1.2:5432)" },
        { "a database beside an endpoint", Defaults + Endpoint + "listen db\n  bind 10.0.0.1:5433\n  server db1 10.78.1.2:5432\n", "12: listen db on 10.0.0.1:5433, to 10.78.1.2:5432" },
        { "another program's web on the endpoint's port", Defaults + "frontend web\n  bind *:8443\n  default_backend w\nbackend w\n  server w 10.0.0.9:443\n", "5: frontend web on *:8443, to backend w (10.0.0.9:443)" },
        { "another cluster on the endpoint's port", Defaults + "listen other\n  bind *:8443\n  server w 10.0.0.9:6443\n", "5: listen other on *:8443, to 10.0.0.9:6443" },
        { "an endpoint that also sends elsewhere", Defaults + Endpoint.Replace("default_backend masters", "use_backend web if { req.ssl_sni -i www }\n  default_backend masters", StringComparison.Ordinal) + "backend web\n  server w 10.0.0.9:443\n", "5: frontend k8s on *:8443, to backend masters (192.168.20.151:6443, 192.168.20.152:6443), backend web (10.0.0.9:443)" },
        { "a backend that is chosen by an expression", Defaults + "frontend sni\n  bind *:443\n  use_backend %[req.ssl_sni]\nbackend a.example\n  server w 10.0.0.9:443\n", "5: frontend sni on *:443, to backend %[req.ssl_sni] / 8: backend a.example to 10.0.0.9:443" },
        { "a redirect", Defaults + "frontend http\n  bind :80\n  mode http\n  http-request redirect scheme https\n", "5: frontend http on :80" },
        { "a program and a log forwarder", Defaults + Endpoint + "program api\n  command dataplaneapi\nlog-forward logs\n  dgram-bind :514\n", "12: program api / 14: log-forward logs on :514" },
        { "sections that nothing names", Defaults + Endpoint + "peers mates\n  bind :1024\ncache c\nuserlist u\n", "12: peers mates on :1024 / 14: cache c / 15: userlist u" },
        { "Red Hat's sample", "global\ndefaults\nfrontend main\n    bind *:5000\n    default_backend app\nbackend static\n    server static 127.0.0.1:4331 check\nbackend app\n    server app1 127.0.0.1:5001 check\n", "" },
    };

    public static TheoryData<string, string, string> Keepalived { get; } = new()
    {
        { "a hand-written instance of the virtual IP", Instance, "" },
        { "the same without a closing brace", Instance[..^2], "" },
        { "an instance of another address", "global_defs {\n}\n" + Instance.Replace("192.168.20.150", "192.168.20.160/24", StringComparison.Ordinal), "3: vrrp_instance VI_1 with 192.168.20.160/24 on router id 51 on eth1" },
        { "an instance with one address more", Instance.Replace("192.168.20.150", "192.168.20.150\n    192.168.20.160 label x", StringComparison.Ordinal), "1: vrrp_instance VI_1 with 192.168.20.160 on router id 51 on eth1" },
        { "an instance that moves an address along", Instance.Replace("virtual_ipaddress {", "virtual_ipaddress_excluded {\n fd00::9/64\n}\n  virtual_ipaddress {", StringComparison.Ordinal), "1: vrrp_instance VI_1 with fd00::9/64 on router id 51 on eth1" },
        { "a group of the endpoint's instance", Instance + "vrrp_sync_group G {\n  group {\n    VI_1\n  }\n}\n", "" },
        { "a group with another instance", Instance + "vrrp_instance DB {\n  virtual_ipaddress {\n    10.0.0.1\n  }\n}\nvrrp_sync_group G {\n  group {\n    VI_1\n    DB\n  }\n}\n", "8: vrrp_instance DB with 10.0.0.1 / 13: vrrp_sync_group G of VI_1, DB" },
        { "the kernel's balancer of the endpoint", Instance + "virtual_server 192.168.20.150 6443 {\n  lb_kind DR\n  real_server 192.168.20.151 6443 {\n  }\n}\n", "" },
        { "the kernel's balancer of a web", Instance + "virtual_server 192.168.20.150 443 {\n  real_server 10.0.0.9 443 {\n  }\n}\n", "8: virtual_server 192.168.20.150 443 to 10.0.0.9:443" },
        { "files that cannot be read here", Instance + "include /etc/keepalived/other.d/*.conf\n", "8: include /etc/keepalived/other.d/*.conf, whose files cannot be read here" },
        { "files that were read", Instance + "include conf.d/*.conf\n", "" },
        { "routes and addresses of its own", "static_ipaddress {\n  10.0.0.5/24 dev eth0\n}\nstatic_routes {\n  10.1.0.0/16 via 10.0.0.1\n}\n", "1: static_ipaddress 10.0.0.5/24 dev eth0 / 4: static_routes 10.1.0.0/16 via 10.0.0.1" },
        { "upstream's sample", "global_defs {\n  notification_email {\n    acassen@firewall.loc\n  }\n}\nvrrp_instance VI_1 {\n  virtual_ipaddress {\n    192.168.200.16\n  }\n}\nvirtual_server 192.168.200.100 443 {\n  real_server 192.168.201.100 443 {\n  }\n}\n", "" },
    };

    public static TheoryData<string, string, string> Pods { get; } = new()
    {
        { "haproxy", "image: docker.io/library/haproxy:2.8|/etc/haproxy/haproxy.cfg", "" },
        { "haproxy", "image: nginx:1|/srv/web", "1: the pod x of nginx:1, which mounts /srv/web" },
        { "haproxy", "image: haproxy:2.8|/srv/haproxy", "1: the pod x of haproxy:2.8, which mounts /srv/haproxy" },
        { "keepalived", "image: osixia/keepalived:2.0.17|/etc/keepalived", "" },
        { "keepalived", "image: vendor/vip:1|/etc/keepalived", "1: the pod x of vendor/vip:1, which mounts /etc/keepalived" },
    };

    private static ControlPlaneTopology Topology { get; } = TopologyReader.Read(Yaml.Good, "c.yaml").Topology!;

    [Theory]
    [MemberData(nameof(Haproxy))]
    public void Haproxys_sections_are_told_apart(string what, string text, string expected) => Assert.True(expected == Said("haproxy", NodePaths.HaproxyConfig, text), $"{what}: {Said("haproxy", NodePaths.HaproxyConfig, text)}");

    [Theory]
    [MemberData(nameof(Keepalived))]
    public void Keepaliveds_blocks_are_told_apart(string what, string text, string expected) => Assert.True(expected == Said("keepalived", NodePaths.KeepalivedConfig, text), $"{what}: {Said("keepalived", NodePaths.KeepalivedConfig, text)}");

    [Theory]
    [MemberData(nameof(Pods))]
    public void Pods_are_told_apart(string name, string parts, string expected)
    {
        var (image, path) = parts.Split('|') is [var first, var second] ? (first, second) : throw new ArgumentException(parts, nameof(parts));
        var manifest = $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n  - name: x\n    {image}\n  volumes:\n  - name: c\n    hostPath:\n      path: {path}\n";

        Assert.Equal(expected, Said("manifest", $"/etc/kubernetes/manifests/{name}.yaml", manifest));
    }

    /// <summary>Whatever profile, port, cluster name or address it had: what we render is never called foreign.</summary>
    [Theory]
    [InlineData("fast", "service")]
    [InlineData("fast", "static-pod")]
    [InlineData("kubeadm", "static-pod")]
    [InlineData("classic", "static-pod")]
    public void What_we_render_is_the_endpoints_own_also_without_a_ledger(string profile, string runAs)
    {
        var pass = profile == "fast" ? "" : ", authPass: abc";
        var topology = TopologyReader.Read($"{Yaml.Good}\nloadBalancer: {{ profile: {profile}, runAs: {runAs}, interface: eth1{pass} }}\n", "c.yaml").Topology!;
        var configs = NodeFiles.Render(topology, topology.Nodes[0])
            .Where(f => f.Role is NodeFileRole.HaproxyConfig or NodeFileRole.KeepalivedConfig or NodeFileRole.StaticPodManifest)
            .Select(f => new NodeConfig(f.Role switch { NodeFileRole.HaproxyConfig => "haproxy", NodeFileRole.KeepalivedConfig => "keepalived", _ => "manifest" }, f.Path, f.Content));

        Assert.Empty(ForeignServices.Of(topology, new NodeServices { Configs = [.. configs] }));
    }

    [Fact]
    public void Of_a_file_of_ours_only_what_a_hand_has_added_is_named()
    {
        var former = Topology with { Name = "former", Endpoint = Topology.Endpoint with { Port = 16443 }, Nodes = [Topology.Nodes[0] with { Address = System.Net.IPAddress.Parse("192.168.20.9") }] };
        var ours = HaproxyConfig.Render(former, former.Nodes[0]).Content;

        Assert.Equal("", Said("haproxy", NodePaths.HaproxyConfig, ours + "\n# a remark\n", ours));
        Assert.Equal("", Said("haproxy", NodePaths.HaproxyConfig, ours.Replace("timeout client 5s", "timeout client 9s", StringComparison.Ordinal).Replace("retries 3", "retries 1", StringComparison.Ordinal), ours));
        Assert.EndsWith(": frontend db on *:5433, to backend pg (10.0.0.9:5432)", Said("haproxy", NodePaths.HaproxyConfig, ours + "\nfrontend db\n  bind *:5433\n  default_backend pg\nbackend pg\n  server a 10.0.0.9:5432\n", ours), StringComparison.Ordinal);
        Assert.EndsWith(": frontend apiserver on *:7443 (to the API servers)", Said("haproxy", NodePaths.HaproxyConfig, ours.Replace("bind *:16443", "bind *:16443\n    bind *:7443", StringComparison.Ordinal), ours), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_moved_is_ours_as_long_as_the_ledger_knows_it()
    {
        var former = Instance.Replace("192.168.20.150", "192.168.20.149", StringComparison.Ordinal);
        var edited = former.Replace("virtual_router_id 51", "virtual_router_id 52", StringComparison.Ordinal);

        Assert.Equal("", Said("keepalived", NodePaths.KeepalivedConfig, edited, former));
        Assert.NotEqual("", Said("keepalived", NodePaths.KeepalivedConfig, edited));
        var services = new NodeServices { Configs = [new NodeConfig("keepalived", NodePaths.KeepalivedConfig, former)], FormerVirtualIPs = ["192.168.20.149"] };
        Assert.Empty(ForeignServices.Of(Topology, services));
    }

    private static string Said(string daemon, string path, string text, string? recorded = null)
    {
        var topology = daemon == "manifest" ? Topology with { LoadBalancer = Topology.LoadBalancer with { RunAs = RunAs.StaticPod } } : Topology;
        var services = new NodeServices { Configs = [new NodeConfig(daemon, path, text) { Recorded = recorded }], Included = ["conf.d/*.conf"] };
        return string.Join(" / ", ForeignServices.Of(topology, services).Select(s => $"{s.Line}{(s.OfPredecessor ? " predecessor" : "")}: {s.What}"));
    }
}
