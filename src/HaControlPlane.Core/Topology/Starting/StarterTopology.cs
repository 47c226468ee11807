using System.Net;
using HaControlPlane.Topology.Writing;

namespace HaControlPlane.Topology.Starting;

/// <summary>What a new topology file is made from: the few values that have no default, and those that most people set.</summary>
public sealed record StarterTopology
{
    /// <summary>The port a new endpoint gets on nodes that carry their own API servers: 6443 is theirs.</summary>
    public const int BalancedPort = 8443;

    /// <summary>A DNS label. Default <c>prod</c>.</summary>
    public string Name { get; init; } = "prod";

    /// <summary>The virtual IPs: one, or one of each family; none for a balancer outside.</summary>
    public IReadOnlyList<string> VirtualIPs { get; init; } = [];

    /// <summary>A DNS name for the endpoint; null for none.</summary>
    public string? Host { get; init; }

    /// <summary>The port clients connect to. Null: 8443, or 6443 where the API servers themselves answer.</summary>
    public int? Port { get; init; }

    /// <summary>Which software has the virtual IP and spreads connections.</summary>
    public LoadBalancerKind Kind { get; init; } = LoadBalancerKind.KeepalivedHaproxy;

    /// <summary>How keepalived and haproxy run.</summary>
    public RunAs RunAs { get; init; } = RunAs.StaticPod;

    /// <summary>The interface of the virtual IP; null for the one whose subnet holds it.</summary>
    public string? Interface { get; init; }

    /// <summary>The control plane nodes, each a name and an address.</summary>
    public IReadOnlyList<(string Name, string Address)> Nodes { get; init; } = [];

    /// <summary>The user to log in as; null for the SSH configuration's.</summary>
    public string? User { get; init; }

    /// <summary>The login becomes root through sudo.</summary>
    public bool Sudo { get; init; }

    private bool HasBalancer => Kind == LoadBalancerKind.KeepalivedHaproxy;

    /// <summary>The port that clients connect to, where none is given: the API servers' own where they answer themselves.</summary>
    /// <param name="kind">Which software spreads connections.</param>
    public static int PortOf(LoadBalancerKind kind) => 
        kind is LoadBalancerKind.KubeVip or LoadBalancerKind.External ? ControlPlaneEndpoint.DefaultPort : BalancedPort;

    /// <summary>What the rules say of the file as it would be written.</summary>
    /// <param name="file">What locations call it.</param>
    public IReadOnlyList<Finding> Findings(string file)
    {
        var reading = TopologyReader.Read(Write(file), file);
        return [.. reading.Findings, .. reading.Topology is { } topology ? TopologyValidator.Validate(topology) : []];
    }

    /// <summary>The file's text, with a comment for each key. Keys with defaults that most people keep stand as comments.</summary>
    /// <param name="file">The file's name, for the commands that its head names.</param>
    public string Write(string file)
    {
        var port = Port ?? PortOf(Kind);
        var endpoint = VirtualIPs.Count switch
        {
            0 => "  # vip: none, since the balancer is no machine of this topology\n",
            1 => $"  # The virtual IP that clients connect to: a free address in the nodes' subnet.\n  vip: {Word(VirtualIPs[0])}\n",
            _ => $"  # The virtual IPs that clients connect to: free addresses in the nodes' subnets.\n  vip: [{string.Join(", ", VirtualIPs.Select(v => Word(v)))}]\n",
        };
        var host = Host is null ? "  # host: api.example.com\n" : $"  host: {Word(Host)}\n";
        var runAs = HasBalancer
            ? $"  # service: of the operating system, which works before kubeadm init; static-pod: run by the kubelet.\n  runAs: {TopologyWords.RunAs.WordOf(RunAs)}\n  # Whose text the files follow: fast, kubeadm or classic (docs/profiles.md).\n  # profile: fast\n"
            : "";
        var nodes = string.Concat(Nodes.Select(n => $"  - name: {Word(n.Name)}\n    address: {Word(n.Address)}\n"));
        var user = User is null ? "  # user: root\n" : $"  user: {Word(User)}\n";
        return $"""
            # A highly available endpoint for the Kubernetes API. Every key: docs/topology.md.
            # Next: hacp validate {file}; hacp plan {file}; hacp apply {file}

            # A DNS label. The VRRP router id derives from it.
            name: {Word(Name)}

            endpoint:
            {endpoint}  # A DNS name for the endpoint. kubeadm then writes it into certificates and kubeconfigs in place of the address.
            {host}  # The port that clients connect to.{(HasBalancer ? " The API servers on the same machines have 6443." : "")}
              port: {port}

            loadBalancer:
              # keepalived-haproxy, kube-vip, kube-vip-legacy or external.
              kind: {TopologyWords.Kinds.WordOf(Kind)}
            {runAs}{(Kind == LoadBalancerKind.External ? "" : $"  # The interface of the virtual IP. Default: the one whose subnet holds it.\n{(Interface is null ? "  # interface: eth0\n" : $"  interface: {Word(Interface)}\n")}")}
            # The control plane nodes with their own addresses, an odd number of them.
            nodes:
            {nodes}
            # How to log in. Default: as your SSH configuration says. Host keys are always checked.
            ssh:
            {user}{(Sudo ? "  become: sudo\n" : "  # become: sudo\n")}  # keepConnections: true

            # Ranges of the cluster and static routes that nodes need (docs/topology.md).
            # network:
            #   serviceCidr: 10.96.0.0/12
            #   podCidr: 10.244.0.0/16

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The value as YAML reads it back: quoted where it would be a number, a truth value or syntax.</summary>
    private static string Word(string value) => IPAddress.TryParse(value, out _) && !value.StartsWith(':') ? value : YamlOutput.Of(value).TrimEnd('\n').Replace("...", "", StringComparison.Ordinal).TrimEnd();
}
