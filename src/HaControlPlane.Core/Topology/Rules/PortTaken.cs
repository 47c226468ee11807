using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP114.</summary>
internal sealed class PortTaken() : TopologyRule(new(
    "HCP114", Error, "The ports are not those of other parts of a control plane.",
    "The part that starts second cannot open the port: etcd, kubelet or the balancer will be missing.",
    "Choose a free port such as 8443.",
    "https://kubernetes.io/docs/reference/networking/ports-and-protocols/"))
{
    private static readonly Dictionary<int, string> Owners = new()
    {
        [22] = "sshd",
        [2379] = "etcd's clients",
        [2380] = "etcd's peers",
        [2381] = "etcd's metrics",
        [10248] = "the kubelet's health check",
        [10249] = "kube-proxy's metrics",
        [10250] = "the kubelet",
        [10256] = "kube-proxy's health check",
        [10257] = "kube-controller-manager",
        [10259] = "kube-scheduler",
    };

    /// <summary>Who has a port of a control plane node; null for nobody.</summary>
    public static string? OwnerOf(int port) => Owners.GetValueOrDefault(port);

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        // A balancer elsewhere may have any port.
        if (topology.LoadBalancer.Kind != LoadBalancerKind.External && Owners.TryGetValue(topology.Endpoint.Port, out var owner))
        {
            yield return Found($"Port {topology.Endpoint.Port} of a control plane node belongs to {owner}.", "endpoint.port");
        }

        if (Owners.TryGetValue(topology.ApiserverPort, out owner))
        {
            yield return Found($"Port {topology.ApiserverPort} of a control plane node belongs to {owner}.", "apiserver.port");
        }
    }
}
