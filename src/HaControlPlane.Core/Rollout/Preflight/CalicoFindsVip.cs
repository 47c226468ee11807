using HaControlPlane.Nodes;
using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>HCP256.</summary>
internal sealed class CalicoFindsVip() : NodeRule(new(
    "HCP256", Warning, "Calico takes the nodes' addresses from Kubernetes.",
    "Its default takes the first valid address of the first valid interface. On the holder that may be the virtual IP, and then the routes to that node's pods move with it.",
    "kubectl set env -n NAMESPACE daemonset/calico-node IP_AUTODETECTION_METHOD=kubernetes-internal-ip; with the operator set nodeAddressAutodetectionV4: {kubernetes: NodeInternalIP}.",
    "https://kube-vip.io/docs/modes/arp/"))
{
    /// <summary>Asks Kubernetes; the others look at interfaces, where the virtual IP is one address among others.</summary>
    private const string Safe = "kubernetes-internal-ip";

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology, IReadOnlyList<NodeLook> nodes) =>
        from look in nodes.Where(n => n.Facts.Kubeconfigs.Calico is not null).Take(1)
        let method = look.Facts.Kubeconfigs.Calico!
        where topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip, KubeVip.Mode: KubeVipMode.Arp } && method != Safe && !ExcludesVip(topology, method)
        select Found(look.Node, method.Length == 0 ? "Calico finds the nodes' addresses by its default, first-found." : $"Calico finds the nodes' addresses by {Display.Quote(method)}.");

    /// <summary>cidr=RANGES with ranges that do not hold the address.</summary>
    private static bool ExcludesVip(ControlPlaneTopology topology, string method) =>
        method.StartsWith("cidr=", StringComparison.Ordinal)
        && method["cidr=".Length..].Split(',').All(r => Cidr.TryParse(r, out var range) && !topology.Endpoint.VirtualIPs.Any(range.Contains));
}
