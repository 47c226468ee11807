using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP174.</summary>
internal sealed class TimeoutsCutStreams() : TextProfileRule(
    new(
        "HCP174", Warning, "Quiet connections live.",
        "`kubectl logs -f`, exec, port-forward and watches are quiet for minutes; timeout client and timeout server cut them, "
            + "and there is no timeout tunnel.",
        UseFast, "kubernetes/kubeadm#2227"),
    "haproxy cuts connections that are silent for 20 s (classic) or 35 s (kubeadm).");
