using System.Text;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane;

/// <summary>Every error there is, once: what front ends write, and the page people read, docs/errors.md.</summary>
public static class ErrorsCatalogue
{
    /// <summary>What the way to a node, and the node itself, can refuse.</summary>
    public static IReadOnlyList<ErrorInfo> OfNodes { get; } = [.. NodeErrors.All.Select(c => c.Info)];

    /// <summary>What is wrong with what a command was given.</summary>
    public static IReadOnlyList<ErrorInfo> OfInput => InputErrors.All;

    /// <summary>What rules refuse, as far as a finding of theirs stops anything.</summary>
    public static IReadOnlyList<ErrorInfo> OfRules { get; } =
        [.. RulesCatalogue.Rules.Select(r => new ErrorInfo(r.Id, ErrorClass.InvalidData, nameof(Finding), $"Not so: {r.Title}", r.Fix))];

    private static readonly Dictionary<string, ErrorInfo> ById =
        OfNodes.Concat(OfInput).Concat(OfRules).ToDictionary(e => e.Id, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ErrorInfo> All => ById.Values;

    /// <summary>The error of an id.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such id.</exception>
    public static ErrorInfo Find(string id) => ById[id];

    /// <summary>The catalogue as Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Errors

            <!-- Written from the catalogue itself. To write it again: UPDATE_DOCS=1 dotnet test tests/HaControlPlane.Tests -->

            Every error has an id that stays, says what happened and what to do. The console prints both, and `--json` carries them
            as `id`, `what` and `fix`. In PowerShell an error record has

            | | |
            | --- | --- |
            | `FullyQualifiedErrorId` | the id, a comma, the cmdlet's class: `HCP201,HaControlPlane.Commands.GetControlPlaneNodeCommand` |
            | `CategoryInfo.Category` | the category below |
            | `TargetObject` | what it is about, an object of the type below |
            | `ErrorDetails.RecommendedAction` | what to do |

            One node's trouble is an error that does not end the pipeline: the other nodes answer all the same, except where all nodes
            change together or none does. Under `-ErrorAction Stop` the reports of nodes are written first, then the error.

            ```powershell
            $facts = Import-ControlPlaneTopology ./cluster.yaml | Get-ControlPlaneNode -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Where-Object FullyQualifiedErrorId -Like 'HCP20*' | ForEach-Object { $_.TargetObject.Name, $_.ErrorDetails.RecommendedAction }
            ```

            """);
        Table(page, "Nodes", "The target is the node. `…` stands for what the case adds.", OfNodes, withTarget: false);
        Table(page, "What a command was given", "Nothing was contacted and nothing changed.", OfInput, withTarget: true);
        page.Append(
            """

            ## Rules

            Findings that are errors, each explained on the page of [rules](rules.md). The category is always `InvalidData`. The
            target is the finding; of a rule about live nodes, HCP23x and HCP24x, it is the node when it stops a rollout.

            | Id | What must be true | What to do |
            | --- | --- | --- |

            """);
        foreach (var rule in RulesCatalogue.Rules)
        {
            page.Append($"| {rule.Id} | {Cell(rule.Title)} | {Cell(rule.Fix)} |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder page, string title, string about, IReadOnlyList<ErrorInfo> errors, bool withTarget)
    {
        page.Append($"\n## {title}\n\n{about}\n\n| Id | Category |{(withTarget ? " Target |" : "")} What happened | What to do |\n| --- | --- |{(withTarget ? " --- |" : "")} --- | --- |\n");
        foreach (var error in errors)
        {
            page.Append($"| {error.Id} | `{error.Class}` |{(withTarget ? $" `{error.Target}` |" : "")} {Cell(error.What)} | {Cell(error.Fix)} |\n");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
