namespace HaControlPlane.Tests.Topology;

/// <summary>Topology files that tests start from.</summary>
internal static class Yaml
{
    /// <summary>The smallest file without a finding.</summary>
    public const string Good = """
        name: prod
        endpoint:
          vip: 192.168.20.150
          port: 8443
        nodes:
          - { name: master-1, address: 192.168.20.151 }
          - { name: master-2, address: 192.168.20.152 }
          - { name: master-3, address: 192.168.20.153 }
        """;

    /// <summary>Every key there is.</summary>
    public const string Everything = """
        name: prod
        endpoint: { vip: [192.168.20.150, "fd00::150"], host: api.prod.example, port: 8443 }
        apiserver: { port: 6443 }
        loadBalancer:
          kind: keepalived-haproxy
          runAs: static-pod
          profile: kubeadm
          interface: eth1
          virtualRouterId: 52
          advertIntervalMs: 100
          monitorPort: 9404
          authPass: "4242"
          images: { keepalived: "a/k:1", haproxy: "haproxy:2.8", kubeVip: "a/v:1" }
          kubeVip:
            version: v1.2.3
            mode: bgp
            services: true
            servicesElection: true
            balancing: masquerade
            privateHosts: true
            bindToVip: true
            lease: { duration: 15, renewDeadline: 10, retryPeriod: 2 }
            bgp: { as: 4200000001, peers: [ { address: 192.168.20.1, as: 65001, password: "s3", multiHop: true } ] }
        nodes:
          - name: master-1
            address: 192.168.20.151
            interface: eth1
            priority: 101
            ssh: { host: m1, user: root, port: 22, keyFile: k, knownHosts: h, become: sudo, jump: j, configFile: c, keepConnections: false }
        network:
          serviceCidr: 10.96.0.0/12
          podCidr: 10.244.0.0/16
          routes: [ { to: [10.244.0.0/16, 10.96.0.0/12], via: 192.168.20.1, dev: eth1 } ]
        sysctl: { net.ipv4.ip_nonlocal_bind: 1 }
        ssh: { user: root, port: 22, keyFile: k, knownHosts: h, become: none, jump: j, configFile: c, keepConnections: false }
        """;
}
