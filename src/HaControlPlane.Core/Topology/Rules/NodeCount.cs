using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP120.</summary>
internal sealed class NodeCount() : TopologyRule(new(
    "HCP120", Warning, "There are three nodes or more, and an odd number of them.",
    "etcd needs more than half of its members: two survive no failure at all, four no more than three do.",
    "Use three or five control plane nodes.",
    "https://etcd.io/docs/latest/faq/#why-an-odd-number-of-cluster-members"))
{
    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        var count = topology.Nodes.Count;

        // A node that could not be read was counted by whoever wrote the file.
        if ((count < 3 || count % 2 == 0) && !topology.IsWritten($"nodes[{count}]"))
        {
            yield return Found($"There {(count == 1 ? "is 1 node" : $"are {count} nodes")}.", "nodes");
        }
    }
}
