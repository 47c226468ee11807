using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP173.</summary>
internal sealed class CurlWithoutFail() : TextProfileRule(
    new(
        "HCP173", Warning, "The check fails when the answer is an error.",
        "curl without -f is content with every HTTP answer, 500 too, so the check passes while the API is broken.",
        "Use profile fast or kubeadm.", "kubernetes/kubeadm#3060"),
    "the check calls curl without -f.")
{
    protected override bool Applies(ControlPlaneTopology topology) => IsClassic(topology);
}
