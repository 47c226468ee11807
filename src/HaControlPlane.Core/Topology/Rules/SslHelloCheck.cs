using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP171.</summary>
internal sealed class SslHelloCheck() : TextProfileRule(
    new(
        "HCP171", Warning, "haproxy's check asks each API server whether it is ready.",
        "A TLS hello is answered by an API server that answers 500 to everything else: it stays in the rotation for ever.",
        "Use profile fast or kubeadm.", "kubernetes/kubernetes#70411"),
    "option ssl-hello-chk comes after httpchk and replaces it, so a backend is only greeted.")
{
    protected override bool Applies(ControlPlaneTopology topology) => IsClassic(topology);
}
