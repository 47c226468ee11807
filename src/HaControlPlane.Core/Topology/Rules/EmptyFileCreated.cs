using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP175.</summary>
internal sealed class EmptyFileCreated() : TextProfileRule(
    new(
        "HCP175", Warning, "A pod does not start without its configuration.",
        "FileOrCreate makes an empty haproxy.cfg when the pod is there first; it is then mounted, and nothing tells it from a real one.",
        UseFast, "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"),
    "haproxy.cfg is mounted with FileOrCreate.")
{
    protected override bool Applies(ControlPlaneTopology topology) => topology.UsesStaticPods();
}
