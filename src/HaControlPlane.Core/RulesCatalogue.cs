using System.Text;
using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Reading;

namespace HaControlPlane;

/// <summary>The rules as the page people read: docs/rules.md is this text.</summary>
public static class RulesCatalogue
{
    private static readonly (string Prefix, string Title)[] Chapters =
    [
        ("HCP0", "Reading a topology file"),
        ("HCP10", "Name and endpoint"),
        ("HCP11", "Ports"),
        ("HCP12", "Nodes"),
        ("HCP13", "VRRP"),
        ("HCP14", "Images, and kube-vip's version"),
        ("HCP15", "Network"),
        ("HCP16", "Routes and kernel settings; names and ranges of Kubernetes"),
        ("HCP17", "Upstream's text: checks and mounts"),
        ("HCP18", "Upstream's text: connections; kube-vip"),
        ("HCP19", "This version, and what it can render"),
        ("HCP23", "Nodes, before a rollout"),
        ("HCP24", "Kubelets before a rollout, ranges of Services and pods, served certificates"),
        ("HCP25", "kube-vip, before a rollout"),
        ("HCP27", "Foreign services, and what daemons run on"),
        ("HCP28", "What a kubelet takes of a static pod; daemons of nodes, before a rollout"),
        ("HCP30", "A directory of static pods, and where it lies"),
        ("HCP31", "What static pods mount from their node"),
        ("HCP39", "Editing a static pod's manifest"),
    ];

    /// <summary>The cards of every rule about files, topologies, live nodes and manifests, by id.</summary>
    public static IReadOnlyList<RuleInfo> Rules { get; } =
    [
        .. new IEnumerable<RuleInfo>[]
        {
            ReadingRules.All, TopologyValidator.Rules.Select(r => r.Info), RenderFailure.All, PreflightRules.All.Select(r => r.Info), [HolderChange.Outage],
            CidrRules.All, EndpointRules.All, LintRules.All, EditRules.All,
        }.SelectMany(rules => rules).OrderBy(r => r.Id, StringComparer.Ordinal),
    ];

    /// <summary>The catalogue as Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Rules

            <!-- Written from the rules themselves. To write it again: UPDATE_DOCS=1 dotnet test tests/HaControlPlane.Tests -->

            Every finding carries one of these ids. An **error** cannot work: nothing is contacted or changed. A **warning**
            works, but will hurt one day. **Information** is worth knowing. A few rules weigh less where the topology
            follows upstream's text on purpose; their text says so. [values.md](values.md) lists the values of a topology by the
            program that reads them, each with its rule.

            """);
        foreach (var (prefix, title) in Chapters)
        {
            page.Append($"\n## {title}\n");
            foreach (var rule in Rules.Where(r => r.Id.StartsWith(prefix, StringComparison.Ordinal)))
            {
                page.Append(Card(rule));
            }
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Card(RuleInfo rule) =>
        $"""

        ### {rule.Id}: {rule.Title}

        **{rule.Severity}.** {rule.Why}

        *Fix:* {rule.Fix}
        {(rule.Reference is null ? "" : $"\n*Read more:* {Link(rule.Reference)}\n")}
        """;

    /// <summary>A thread as a link: <c>owner/repo#12</c> reads well and lives on GitHub, where pulls and issues share numbers.</summary>
    private static string Link(string reference) =>
        reference.StartsWith("https://", StringComparison.Ordinal)
            ? $"<{reference}>"
            : $"[{reference}](https://github.com/{reference.Replace("#", "/issues/", StringComparison.Ordinal)})";
}
