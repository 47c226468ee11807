namespace HaControlPlane.Tests.Topology;

/// <summary>Every value of a topology that another program reads, at the edges of that program's own rule. docs/values.md is their table.</summary>
internal static class ValueEdges
{
    private const string Slot = ValueEdge.Slot;
    private const string KubeVip = "name: prod\nendpoint: { vip: 192.168.20.150 }\nnodes:\n  - { name: m1, address: 192.168.20.151 }\n  - { name: m2, address: 192.168.20.152 }\n  - { name: m3, address: 192.168.20.153 }\nloadBalancer: { kind: kube-vip, ";
    private const string IPv6 = "name: prod\nendpoint: { vip: 'fd00::150', port: 8443 }\nnodes:\n  - { name: m1, address: 'fd00::151' }\n  - { name: m2, address: 'fd00::152' }\n  - { name: m3, address: 'fd00::153' }\n";

    /// <summary>What no name of any program may be.</summary>
    private static readonly string[] NoName = ["", "-a", "a-", "a b", "a\nb", "a'b", "a\"b", "a%b", "\u00e9"];

    public static IReadOnlyList<ValueEdge> All { get; } =
    [
        new("name", "HCP100", Good("name: prod", $"name: {Slot}"), ["a", "0", "on", A(63)], [A(64), "Prod", "a.b", "a_b", .. NoName]),
        new("endpoint.vip", "HCP010", Vip, ["192.168.20.150"], ["", "192.168.20", "192.168.020.150", "192.168.20.256", "fe80::1%eth0", "[fd00::1]"]),
        new("endpoint.vip", "HCP105", Vip, ["1.0.0.1", "223.255.255.254"], ["0.255.255.255", "224.0.0.0", "127.0.0.1", "169.254.0.1", "255.255.255.255"]),
        new("endpoint.host", "HCP109", Host, ["a", "0.a", Subdomain(253), A(63)], [Subdomain(254), A(64), "a..b", "a.", "*.a", "a_b", "10.0.0.1", "a:1", .. NoName]),
        new("endpoint.host", "HCP165", Host, ["api.prod"], ["API.prod", "api.proD"]),
        new("endpoint.port", "HCP110", Good("port: 8443", $"port: {Slot}"), ["1024", "65535"], ["0", "-1", "65536"]),
        new("endpoint.port", "HCP010", Good("port: 8443", $"port: {Slot}"), ["8443"], ["", "08443", "8443 ", "0x20fb", "2147483648"]),
        new("apiserver.port", "HCP110", Added($"apiserver: {{ port: {Slot} }}"), ["1024", "65535"], ["0", "-1", "65536"]),
        new("loadBalancer.interface", "HCP125", Added($"loadBalancer: {{ interface: {Slot} }}"), Interfaces, NoInterfaces),
        new("loadBalancer.virtualRouterId", "HCP130", Added($"loadBalancer: {{ virtualRouterId: {Slot} }}"), ["1", "255"], ["0", "256", "-1"]),
        new("loadBalancer.advertIntervalMs", "HCP139", Added($"loadBalancer: {{ advertIntervalMs: {Slot} }}"), ["10", "1000"], ["0", "9", "11", "1001", "1010"]),
        new("loadBalancer.monitorPort", "HCP273", Added($"loadBalancer: {{ monitorPort: {Slot} }}"), ["1024", "65535"], ["0", "1023", "65536", "8443", "6443"]),
        new("loadBalancer.authPass", "HCP136", Password, ["a", A(8)], ["", A(9), "\u00e9\u00e9\u00e9\u00e9\u00e9"]),
        new("loadBalancer.authPass", "HCP137", Password, ["aZ09._-+", "=/:,"], ["a b", "a#", "a!", "a$", "a\"", "a'", "a{", "a}", "a\\", "a%", "a\nb", "\u00e9"]),
        Image("keepalived"),
        Image("haproxy"),
        new("loadBalancer.images.kubeVip", "HCP140", KubeVip + $"kubeVip: {{ version: v1.2.3 }}, images: {{ kubeVip: {Slot} }} }}", ImagesTaken, ImagesRefused),
        new("loadBalancer.kubeVip.version", "HCP145", KubeVip + $"kubeVip: {{ version: {Slot} }} }}", ["v0.4.0", "1.2.3", "v1.2.3-debug"], ["v0.3.9", "latest", "", "v1.2", "v1.2.3 ", "v1.2.3\n", "10000.0.0"]),
        new("loadBalancer.kubeVip.lease.duration", "HCP148", KubeVip + $"kubeVip: {{ lease: {{ duration: {Slot} }} }} }}", ["11", "2147483647"], ["10", "0", "-1"]),
        new("loadBalancer.kubeVip.lease.renewDeadline", "HCP148", KubeVip + $"kubeVip: {{ lease: {{ renewDeadline: {Slot} }} }} }}", ["10", "14"], ["15", "2", "0", "-1"]),
        new("loadBalancer.kubeVip.lease.retryPeriod", "HCP148", KubeVip + $"kubeVip: {{ lease: {{ retryPeriod: {Slot} }} }} }}", ["1", "8"], ["0", "-1", "9"]),
        new("loadBalancer.kubeVip.bgp.as", "HCP186", KubeVip + $"kubeVip: {{ mode: bgp, bgp: {{ as: {Slot}, peers: [ {{ address: 192.168.20.1, as: 65001 }} ] }} }} }}", ["1", "4294967295"], ["0", "-1", "4294967296"]),
        new("loadBalancer.kubeVip.bgp.peers[].address", "HCP186", Peer("address: @VALUE@, as: 65001"), ["192.168.20.1", "fd00::1"], ["0.0.0.0", "127.0.0.1", "224.0.0.1", "fe80::1"]),
        new("loadBalancer.kubeVip.bgp.peers[].as", "HCP186", Peer("address: 192.168.20.1, as: @VALUE@"), ["1", "4294967295"], ["0", "-1", "4294967296"]),
        new("loadBalancer.kubeVip.bgp.peers[].password", "HCP186", Peer("address: 192.168.20.1, as: 65001, password: @VALUE@"), ["a", A(80), "a+/=%"], ["", A(81), "a,b", "a:b", "a b", "a\nb", "a\"b", "a'b", "\u00e9"]),
        new("nodes[].name", "HCP124", NodeName, ["a", "0", "on", "a.b", A(63)], [A(64), "a..b", "a.", "a_b", "../a", .. NoName]),
        new("nodes[].name", "HCP165", NodeName, ["node-1"], ["Node-1", "node-1.Prod"]),
        new("nodes[].name", "HCP166", NodeName, [A(63), A(31) + "." + A(31)], [A(32) + "." + A(31), Subdomain(253)]),
        new("nodes[].address", "HCP010", Good("192.168.20.153", Slot), ["192.168.20.153"], ["", "192.168.20.0153", "fd00::1%eth0"]),
        new("nodes[].address", "HCP123", Good("192.168.20.153", Slot), ["1.0.0.1", "223.255.255.254"], ["0.0.0.0", "127.0.0.1", "224.0.0.1"]),
        new("nodes[].interface", "HCP125", Good("192.168.20.153 }", $"192.168.20.153, interface: {Slot} }}"), Interfaces, NoInterfaces),
        new("nodes[].priority", "HCP132", Good("192.168.20.153 }", $"192.168.20.153, priority: {Slot} }}"), ["1", "254"], ["0", "255", "-1"]),
        new("network.serviceCidr", "HCP010", Service, ["10.96.0.0/12"], ["", "10.96.0.0", "10.96.0.0/33", "10.96.0.0/012", "10.96.0.0/12,fd00::/108"]),
        new("network.serviceCidr", "HCP150", Service, ["10.96.0.0/12"], ["10.100.0.0/12", "10.96.0.1/12"]),
        new("network.serviceCidr", "HCP167", Service, ["10.96.0.0/12", "10.96.0.0/28"], ["10.96.0.0/11", "10.96.0.0/29", "10.96.0.0/32"]),
        new("network.serviceCidr", "HCP167", IPv6 + $"network: {{ serviceCidr: {Slot} }}", ["fd01::/108", "fd01::/124"], ["fd01::/107", "fd01::/125"]),
        new("network.serviceCidr", "HCP168", Service, ["10.96.0.0/12"], ["fd01::/108"]),
        new("network.podCidr", "HCP167", Pods, ["10.0.0.0/8", "10.244.0.0/24"], ["10.0.0.0/7", "10.244.0.0/25", "10.244.0.0/29"]),
        new("network.podCidr", "HCP167", IPv6 + $"network: {{ podCidr: {Slot} }}", ["fd01::/48", "fd01::/64"], ["fd01::/47", "fd01::/65", "fd01::/125"]),
        new("network.routes[].to", "HCP150", Route("to: @VALUE@, via: 192.168.20.1, dev: eth1"), ["10.244.0.0/16", "10.244.0.1/32"], ["10.244.0.1/16"]),
        new("network.routes[].to", "HCP163", Route("to: @VALUE@, via: 192.168.20.1, dev: eth1"), ["10.0.0.0/8"], ["0.0.0.0/0"]),
        new("network.routes[].via", "HCP154", Route("to: 10.244.0.0/16, via: @VALUE@, dev: eth1"), ["192.168.20.1"], ["fd00::1"]),
        new("network.routes[].via", "HCP155", Route("to: 10.244.0.0/16, via: @VALUE@, dev: eth1"), ["192.168.20.1"], ["0.0.0.0", "224.0.0.1", "192.168.20.151", "192.168.20.150"]),
        new("network.routes[].dev", "HCP125", Route("to: 10.244.0.0/16, via: 192.168.20.1, dev: @VALUE@"), Interfaces, NoInterfaces),
        new("sysctl (key)", "HCP162", Added($"sysctl: {{ {Slot}: 1 }}"), ["a", "net.ipv4.conf.eth0/100.forwarding", A(255)], [A(256), "", "-a", "a..b", "a//b", "a*", "a b", "a\nb", "a=b", "#a", "\u00e9"]),
        new("sysctl (value)", "HCP162", Added($"sysctl: {{ kernel.core_pattern: {Slot} }}"), ["0", "|/bin/a %p \"b\" 'c'", "1\t2", A(4095)], ["", A(4096), "1\n2", "1\0", "1\u2028"]),
        new("ssh.user", "HCP126", Added($"ssh: {{ user: {Slot} }}"), ["root", "a-b"], ["", "-oProxyCommand=id", "a b", "a\nb", "a;b", "a$b", "a%h"]),
        new("ssh.jump", "HCP126", Added($"ssh: {{ jump: {Slot} }}"), ["root@m:22", "[fd00::1]:22"], ["", "-W", "a b", "a`b`", "a%h"]),
        new("ssh.port", "HCP110", Added($"ssh: {{ port: {Slot} }}"), ["1", "65535"], ["0", "-1", "65536"]),
        new("ssh.keyFile", "HCP126", Added($"ssh: {{ keyFile: {Slot} }}"), ["/a b", "k"], ["", "/a\nb"]),
        new("ssh.knownHosts", "HCP126", Added($"ssh: {{ knownHosts: {Slot} }}"), ["/a b", "k"], ["", "/a\nb"]),
        new("ssh.configFile", "HCP126", Added($"ssh: {{ configFile: {Slot} }}"), ["/a b", "k"], ["", "/a\nb"]),
        Word("loadBalancer.kind", Added($"loadBalancer: {{ kind: {Slot} }}"), "keepalived-haproxy"),
        Word("loadBalancer.runAs", Added($"loadBalancer: {{ runAs: {Slot} }}"), "static-pod", "service"),
        Word("loadBalancer.profile", Added($"loadBalancer: {{ profile: {Slot} }}"), "fast", "kubeadm", "classic"),
        Word("loadBalancer.kubeVip.mode", KubeVip + $"kubeVip: {{ mode: {Slot} }} }}", "arp"),
        Word("loadBalancer.kubeVip.balancing", KubeVip + $"kubeVip: {{ balancing: {Slot} }} }}", "none", "local", "masquerade"),
        Flag("loadBalancer.kubeVip.services", KubeVip + $"kubeVip: {{ services: {Slot} }} }}"),
        Flag("loadBalancer.kubeVip.servicesElection", KubeVip + $"kubeVip: {{ servicesElection: {Slot} }} }}"),
        Flag("loadBalancer.kubeVip.privateHosts", KubeVip + $"kubeVip: {{ privateHosts: {Slot} }} }}"),
        Flag("loadBalancer.kubeVip.bindToVip", KubeVip + $"kubeVip: {{ bindToVip: {Slot} }} }}"),
        Flag("loadBalancer.kubeVip.bgp.peers[].multiHop", Peer("address: 192.168.20.1, as: 65001, multiHop: @VALUE@")),
        Word("ssh.become", Added($"ssh: {{ become: {Slot} }}"), "none", "sudo"),
        Word("ssh.transport", Added($"ssh: {{ transport: {Slot} }}"), "auto", "openssh", "sshnet"),
        Flag("ssh.keepConnections", Added($"ssh: {{ keepConnections: {Slot} }}")),
        new("nodes[].ssh.host", "HCP126", Good("192.168.20.153 }", $"192.168.20.153, ssh: {{ host: {Slot} }} }}"), ["M1", "fd00::1"], ["", "-o", "a b", "a\nb", "a|b"]),
    ];

    private static string Vip => Good("vip: 192.168.20.150", $"vip: {Slot}");

    private static string Host => Good("port: 8443", $"port: 8443\n  host: {Slot}");

    private static string Password => Added($"loadBalancer: {{ profile: kubeadm, authPass: {Slot} }}");

    private static string NodeName => Good("name: master-3", $"name: {Slot}");

    private static string Service => Added($"network: {{ serviceCidr: {Slot} }}");

    private static string Pods => Added($"network: {{ podCidr: {Slot} }}");

    private static string[] Interfaces => ["e", "eth1", "eth0.100", A(15)];

    private static string[] NoInterfaces => [A(16), "", ".", "..", "-e", "e/0", "e:1", "e@1", "a b", "a\nb", "a\"b", "a%b", "\u00e9"];

    private static string[] ImagesTaken =>
    [
        "a:1", "Registry.Example:5000/a/b__c-d:1", $"r.example/{A(245)}:1", "a:" + A(128), "a:v1.2.3_X-y", "a@sha256:" + new string('a', 64), "[fd00::1]:5000/a:1",
    ];

    private static string[] ImagesRefused =>
    [
        "", "A:1", "r.example/Haproxy:1", $"r.example/{A(246)}:1", "a:" + A(129), "a:", "a:-1", "a@sha256:" + new string('a', 63), "a@sha256:" + new string('A', 64),
        "a//b:1", "/a:1", "a/:1", "-a:1", "a-:1", "-r.example/a:1", "r..example/a:1", "https://a/b:1", new string('a', 64), "a b:1", " a:1", "a:1\n", "a:1\"", "a:1'", "a%20:1", "\u00e9:1",
    ];

    private static ValueEdge Image(string which) =>
        new("loadBalancer.images." + which, "HCP140", Added($"loadBalancer: {{ images: {{ {which}: {Slot} }} }}"), ImagesTaken, ImagesRefused);

    private static ValueEdge Word(string key, string file, params string[] words) => new(key, "HCP010", file, words, ["", "x", words[0].ToUpperInvariant(), words[0] + " "]);

    private static ValueEdge Flag(string key, string file) => new(key, "HCP010", file, ["true", "false"], ["", "yes", "1", "true "]);

    private static string Peer(string peer) => KubeVip + $"kubeVip: {{ mode: bgp, bgp: {{ peers: [ {{ {peer} }} ] }} }} }}";

    private static string Route(string route) => Added($"network: {{ routes: [ {{ {route} }} ] }}");

    private static string Good(string what, string instead) => Yaml.Good.Replace(what, instead, StringComparison.Ordinal);

    private static string Added(string lines) => $"{Yaml.Good}\n{lines}\n";

    private static string A(int length) => new('a', length);

    /// <summary>A name of labels of 63 letters, as far as they go.</summary>
    private static string Subdomain(int length) => string.Join('.', Enumerable.Repeat(A(63), length / 64).Append(A(length % 64)));
}
