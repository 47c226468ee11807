using HaControlPlane.Topology;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Manifests;

/// <summary>What must be true of a manifest whose arguments are edited in place.</summary>
internal static class EditRules
{
    public static readonly RuleInfo Unreadable = new(
        "HCP390", Error, "A manifest to edit is one readable YAML document.",
        "A place in a text that cannot be read cannot be told from another.",
        "Correct the manifest by hand; Test-StaticPodManifest says what is wrong with it.");

    public static readonly RuleInfo NoContainer = new(
        "HCP391", Error, "The container to edit is there, once.",
        "Arguments belong to one container.",
        "Name a container of spec.containers.");

    public static readonly RuleInfo Shared = new(
        "HCP392", Error, "What is edited is not shared through an anchor.",
        "A change to it would change every place that refers to it too, or would have to be written somewhere else.",
        "Write the value out where the alias stands.");

    public static readonly RuleInfo GivenTwice = new(
        "HCP393", Error, "A flag is given once.",
        "Of a flag given twice the last one counts, or both do; which one is meant only its owner knows.",
        "Leave one of them.");

    public static readonly RuleInfo NotPlainList = new(
        "HCP394", Error, "Arguments are a list of texts on one line each, and no shell's script.",
        "Only such a list can be changed without rewriting what stands around it.",
        "Write each argument as an item on a line of its own.");

    public static readonly RuleInfo BadArgument = new(
        "HCP395", Error, "A flag's name and value fit on a command line.",
        "A name with other characters is no flag, and a line break or a control character would end up in the manifest.",
        "Give the name without dashes, such as service-cluster-ip-range, and a value on one line.");

    public static readonly RuleInfo Ours = new(
        "HCP396", Error, "A manifest to edit is not one that a topology made.",
        "The next rollout of the topology would take the argument away again.",
        "Change the topology and install it.");

    public static readonly RuleInfo BadName = new(
        "HCP399", Error, "A component is named as its manifest's file.",
        "It is looked for in the kubelet's folder and nowhere else.",
        "Give the name without folder, such as kube-apiserver for kube-apiserver.yaml.");

    public static IReadOnlyList<RuleInfo> All { get; } = [Unreadable, NoContainer, Shared, GivenTwice, NotPlainList, BadArgument, Ours, BadName];

    public static ManifestEditException Refuse(RuleInfo rule, string what, SourceLocation? place = null) =>
        new(rule.Found(what) with { Location = place });
}
