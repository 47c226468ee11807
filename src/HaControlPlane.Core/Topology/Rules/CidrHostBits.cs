using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP150.</summary>
internal sealed class CidrHostBits() : TopologyRule(new(
    "HCP150", Error, "An address range is written by its first address.",
    "The bits behind the prefix are dropped without a word, so the range is another one than it looks; `ip route` refuses it altogether.",
    "Write the range it really is, or correct the prefix.",
    "kubernetes/kubeadm#134"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology) =>
        topology.ClusterRanges().Select(r => (r.Range, r.Path))
            .Concat(topology.Network.Routes.SelectMany((r, i) => r.To.Select((to, j) => (Range: to, Path: $"network.routes[{i}].to[{j}]"))))
            .Where(r => r.Range.HasHostBits)
            .Select(r => Found($"{r.Range} is really {r.Range.Network}.", r.Path, fix: $"Write {r.Range.Network} if that is meant."));
}
