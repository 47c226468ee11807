using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP180.</summary>
internal sealed class DeadSessionsKept() : TextProfileRule(
    new(
        "HCP180", Warning, "Connections to a dead API server are closed.",
        "Clients that keep one connection, kubelets first, wait on a server that haproxy has long given up: nodes go NotReady.",
        UseFast, "kubernetes/kubernetes#48638"),
    "haproxy does not close the sessions of a backend it marked down.");
