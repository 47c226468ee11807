using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP190.</summary>
internal sealed class KindNotSupported() : TopologyRule(new(
    "HCP190", Error, "The load balancer's kind is one this version installs.",
    "Only keepalived-haproxy is put on nodes; the other kinds are read and checked.",
    "Use kind: keepalived-haproxy."))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        if (!topology.UsesKeepalived())
        {
            yield return Found(
                $"kind {TopologyWords.Kinds.WordOf(topology.LoadBalancer.Kind)} is not in this version.", "loadBalancer.kind");
        }
    }
}
