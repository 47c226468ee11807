using System.Text.RegularExpressions;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>HCP281: the names and values of a Pod, held against what the kubelet decodes and validates. One bad value, and it runs nothing of the file.</summary>
internal static partial class PodValues
{
    /// <summary>The kubelet puts a dash and the node's name, a label's value of up to 63 characters, behind a static pod's.</summary>
    private const int MaxPodName = 253 - 1 - 63;

    private const int MaxLabelValue = 63;

    private static readonly string[] Arguments = ["command", "args"];

    private static readonly string[] Resources = ["requests", "limits"];

    /// <summary>Everything that is wrong with a Pod's values, at its place.</summary>
    public static IEnumerable<Finding> Check(ManifestNode pod)
    {
        var metadata = pod.Value("metadata");
        var spec = pod.Value("spec");
        return OfMetadata(metadata)
            .Concat(PodContainers.Of(spec).SelectMany(c => OfContainer(c, spec)))
            .Concat((spec?.Value("volumes")?.Items ?? []).SelectMany(OfVolume));
    }

    private static IEnumerable<Finding> OfMetadata(ManifestNode? metadata) =>
    [
        .. Unfit(metadata?.Value("name"), n => n.Length <= MaxPodName && IsSubdomain(n), $"the name of a static pod: a DNS name in lower case, at most {MaxPodName} characters, since the node's name is put behind it"),
        .. Unfit(metadata?.Value("namespace"), NameSyntax.IsDnsLabel, "a namespace: a DNS label in lower case, at most 63 characters"),
        .. Values(metadata?.Value("labels")).SelectMany(v => Unfit(v, IsLabelValue, "a label's value: at most 63 letters, digits, dots, dashes and underscores")),
        .. Values(metadata?.Value("annotations")).SelectMany(NoText),
    ];

    private static IEnumerable<Finding> OfContainer(ManifestNode container, ManifestNode? spec)
    {
        if (container.Value("name") is null && container.Event is MappingStart)
        {
            yield return Found("A container has no name.", container);
        }

        var volumes = (spec?.Value("volumes")?.Items ?? []).Select(v => v.Value("name")?.Text).ToHashSet();
        var texts = Arguments.SelectMany(k => container.Value(k)?.Items ?? []).Concat((container.Value("env")?.Items ?? []).Select(v => v.Value("value")));
        IEnumerable<Finding> findings =
        [
            .. Unfit(container.Value("name"), NameSyntax.IsDnsLabel, "the name of a container: a DNS label in lower case, at most 63 characters"),
            .. Unfit(container.Value("image"), i => ImageReference.TryParse(i, out _), "an image reference: registry/path:tag with the path in lower case"),
            .. texts.OfType<ManifestNode>().SelectMany(NoText),
            .. (container.Value("env")?.Items ?? []).SelectMany(v => Unfit(v.Value("name"), IsVariable, "the name of an environment variable: visible ASCII without =")),
            .. Resources.SelectMany(k => Values(container.Value("resources")?.Value(k))).SelectMany(v => Unfit(v, IsQuantity, "a quantity such as 100m, 1.5 or 64Mi", isText: false)),
            .. (container.Value("volumeMounts")?.Items ?? []).SelectMany(m => Unfit(m.Value("name"), volumes.Contains, "a volume of this Pod")),
        ];
        foreach (var finding in findings)
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> OfVolume(ManifestNode volume) =>
    [
        .. Unfit(volume.Value("name"), NameSyntax.IsDnsLabel, "the name of a volume: a DNS label in lower case, at most 63 characters"),
        .. Unfit(volume.Value("hostPath")?.Value("path"), p => !p.Split('/').Contains(".."), "a hostPath: it may not hold '..'"),
    ];

    /// <summary>A scalar that is no text for a YAML reader, or is not what is expected. Aliases are left to who wrote them.</summary>
    private static IEnumerable<Finding> Unfit(ManifestNode? node, Func<string, bool> fits, string expected, bool isText = true)
    {
        if (node?.Event is not Scalar scalar || IsNull(scalar))
        {
            yield break;
        }

        if (isText && IsNoText(scalar))
        {
            yield return Unquoted(node);
        }
        else if (!fits(scalar.Value))
        {
            yield return Found($"{Display.Quote(scalar.Value)} is not {expected}.", node);
        }
    }

    /// <summary>A text that may be anything, a secret too, and so is not shown.</summary>
    private static IEnumerable<Finding> NoText(ManifestNode node) => node.Event is Scalar scalar && IsNoText(scalar) ? [Unquoted(node)] : [];

    private static Finding Unquoted(ManifestNode node) => Found("A number, or a word such as yes, stands without quotes where the kubelet takes text alone.", node, "Put it in quotes.");

    private static bool IsNoText(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true } && NumberOrTruth().IsMatch(scalar.Value);

    private static IEnumerable<ManifestNode> Values(ManifestNode? mapping) =>
        mapping?.Event is MappingStart ? mapping.Children.Where((_, i) => i % 2 == 1) : [];

    private static bool IsNull(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>As Kubernetes has it: unlike DNS it sets no limit to a label.</summary>
    private static bool IsSubdomain(string text) => Subdomain().IsMatch(text);

    private static bool IsLabelValue(string text) => text.Length <= MaxLabelValue && (text.Length == 0 || LabelValue().IsMatch(text));

    private static bool IsVariable(string text) => text.Length > 0 && text.All(c => c is >= ' ' and <= '~' and not '=');

    private static bool IsQuantity(string text) => Quantity().IsMatch(text.Trim());

    private static Finding Found(string what, ManifestNode place, string? fix = null) => LintRules.ValueRefused.Found(what, fix: fix) with { Location = place.Location };

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();

    /// <summary>A number that is not negative, and a binary suffix, a decimal one or an exponent.</summary>
    [GeneratedRegex(@"\A\+?([0-9]+\.?[0-9]*|\.[0-9]+)([KMGTPE]i|[numkMGTPE]?|[eE][+-]?[0-9]+)\z")]
    private static partial Regex Quantity();

    /// <summary>What the kubelet's reader of YAML makes a number or a truth value of.</summary>
    [GeneratedRegex(
        @"\A(y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|[+-]?(0x[0-9A-Fa-f_]+|0b[01_]+|0o[0-7_]+|[0-9][0-9_]*|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][+-]?[0-9]+)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN))\z")]
    private static partial Regex NumberOrTruth();
}
