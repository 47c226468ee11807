using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Manifests;

/// <summary>What must be true of a directory of static pods.</summary>
internal static class LintRules
{
    public static readonly RuleInfo Unparseable = new(
        "HCP301", Error, "Every file of the directory is a Pod in YAML or JSON.",
        "The kubelet runs nothing of a file it cannot read, and says so in its log alone.",
        "Correct the file, or move it out of the directory.");

    public static readonly RuleInfo SeveralDocuments = new(
        "HCP302", Warning, "A file holds one Pod.",
        "The kubelet reads the first document of a file and passes over the others in silence.",
        "Give each Pod a file of its own.");

    public static readonly RuleInfo Duplicate = new(
        "HCP303", Error, "No two files describe the same Pod.",
        "Both are taken for the Pod; which one runs depends on the files' order, so an old one may win over the one that is edited.",
        "Move all but one of them out of the directory.",
        "kubernetes/kubeadm#2823");

    public static readonly RuleInfo Leftover = new(
        "HCP304", Warning, "No backup or editor's file lies in the directory.",
        "The kubelet runs every file whose name does not begin with a dot, whatever its ending.",
        "Keep backups outside, such as in /var/backups.",
        "kubernetes/website#45758");

    public static readonly RuleInfo EmptyFileCreated = new(
        "HCP305", Warning, "A configuration is mounted with type File.",
        "With FileOrCreate a missing configuration becomes an empty file that root owns, and the pod starts on nothing.",
        "Use type: File, so that the pod waits for its configuration.");

    public static readonly RuleInfo SingleFile = new(
        "HCP306", Warning, "A configuration's directory is mounted, not the file alone.",
        "A file that is replaced is a new file; the container keeps the old one until it is made anew.",
        "Mount the directory.",
        "docker-library/haproxy#31");

    public static readonly RuleInfo Unpinned = new(
        "HCP307", Warning, "An image is pinned to a version.",
        "Nodes that pull at different times run different programs, and a node that restarts without a registry may not start at all.",
        "Name a version tag or a digest.",
        "https://kubernetes.io/docs/concepts/containers/images/#image-names");

    public static readonly RuleInfo KnownBad = new(
        "HCP308", Warning, "An image is not known to fail, and knows what its environment says.",
        "Some versions of kube-vip lose or never get the virtual IP; and each passes over, or refuses, settings of other versions, "
            + "as those in manifests that documents show.",
        "Use another version, or its own settings.",
        "https://github.com/kube-vip/kube-vip/releases");

    public static readonly RuleInfo ApiReference = new(
        "HCP280", Error, "A static pod refers to no object of the API.",
        "The kubelet runs static pods before there is an API. Since 1.34 it runs nothing of a file that refers to a Secret, a ConfigMap, a ServiceAccount "
            + "or the like, and says so in its log alone; before, the API refused to show such a pod or it waited for the object.",
        "Mount a file of the node by hostPath, or write the value out.",
        "https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/");

    public static readonly RuleInfo ValueRefused = new(
        "HCP281", Error, "Every name and value of a static pod is one that the kubelet takes.",
        "The kubelet runs nothing of a file with one value that it cannot decode or validate, and says so in its log alone.",
        "Correct the value.",
        "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/");

    public static readonly RuleInfo NotWatched = new(
        "HCP309", Error, "Manifests lie where the node's kubelet looks.",
        "The kubelet reads one folder; nothing of another ever runs, and nothing says so.",
        "Move them to the kubelet's staticPodPath, or set staticPodPath in its configuration and restart it.",
        "https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/");

    public static readonly RuleInfo HostPathMissing = new(
        "HCP310", Error, "What a pod mounts from the node is there.",
        "With a type that does not create it the pod waits for it and does not start; without a type an empty directory is made in its place.",
        "Put it there, or correct the path.");

    public static readonly RuleInfo HostFileEmpty = new(
        "HCP311", Error, "A file that is created when missing has been filled.",
        "The pod starts on an empty configuration.",
        "Put the file there, and use type: File, so that the pod waits for it.");

    public static readonly RuleInfo HostPathType = new(
        "HCP312", Error, "What a pod mounts from the node is of the type it says.",
        "The kubelet checks the type and does not start the pod. A directory in a file's place is often what a runtime made when the file was missing.",
        "Correct the type, or put there what it says.");

    /// <summary>Those that need the files alone.</summary>
    public static IReadOnlyList<RuleInfo> OfFiles { get; } =
        [Unparseable, SeveralDocuments, Duplicate, Leftover, EmptyFileCreated, SingleFile, Unpinned, KnownBad, ApiReference, ValueRefused];

    /// <summary>Those that need the node as well.</summary>
    public static IReadOnlyList<RuleInfo> OfNodes { get; } = [NotWatched, HostPathMissing, HostFileEmpty, HostPathType];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. OfFiles, .. OfNodes];
}
