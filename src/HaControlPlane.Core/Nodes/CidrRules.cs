using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Nodes;

/// <summary>What must be true of the ranges of Services and pods.</summary>
internal static class CidrRules
{
    public static readonly RuleInfo OnePerFamily = new(
        "HCP169", Error, "There is one range of Services and one of pods, or of each two: one IPv4, one IPv6.",
        "kube-apiserver and kube-controller-manager refuse more ranges, or two of one family, and would not start again.",
        "Name one range, or one of each family.",
        "https://kubernetes.io/docs/concepts/services-networking/dual-stack/");

    public static readonly RuleInfo ComponentsDiffer = new(
        "HCP244", Warning, "kube-apiserver and kube-controller-manager have one range of Services.",
        "The one gives addresses out of its range, the other keeps nodes' pod ranges out of its own.",
        "Set both: Set-ControlPlaneCidr -ServiceCidr RANGE.",
        "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/");

    public static readonly RuleInfo KubeadmDiffers = new(
        "HCP245", Warning, "kubeadm's ClusterConfiguration has the ranges of the manifests.",
        "kubeadm upgrade writes the manifests anew from it, and drops what was edited by hand.",
        "Edit the ConfigMap kubeadm-config in kube-system.",
        "https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure/");

    public static readonly RuleInfo CniDiffers = new(
        "HCP246", Warning, "The network plugin has the range of pods that the controller manager gives out.",
        "Pods get addresses that the plugin does not route, or masquerades as if they were outside.",
        "Change the plugin's own configuration, or the range: the two must be one.",
        "https://kubernetes.io/docs/concepts/cluster-administration/networking/");

    public static readonly RuleInfo LivingCluster = new(
        "HCP247", Error, "The ranges of a living cluster stay.",
        "Services keep addresses of the old range and cannot be changed; the certificate and everything that has the first address written down, such as the cluster's DNS address in kubelets, do not follow. Nodes keep their range of pods, and a kube-controller-manager that gives out another range ends at the first node outside it.",
        "Make what is named anew (the Services and the certificate, or the nodes), then; -Force does it all the same.",
        "https://kubernetes.io/docs/tasks/network/reconfigure-default-service-ip-ranges/");

    public static readonly RuleInfo TopologyDiffers = new(
        "HCP243", Warning, "The manifests of a node have the topology's ranges.",
        "network.serviceCidr and network.podCidr go into kubeadm's configuration before the cluster is made; a rollout does not change those of a cluster that lives.",
        "Correct the topology, or change the cluster with Set-ControlPlaneCidr.",
        "https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/");

    /// <summary>All of them, for the catalogue, but for the last, which is a rule of the look before a rollout.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } = [OnePerFamily, ComponentsDiffer, KubeadmDiffers, CniDiffers, LivingCluster];
}
