using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>Reads manifests on nodes, edits them here, and stages the new text there.</summary>
internal sealed partial class ArgumentStage(RolloutNodes nodes)
{
    /// <exception cref="RolloutException">Some manifest cannot be read or edited; none was changed.</exception>
    public async Task<StagedRollout> StageAsync(IReadOnlyList<ControlPlaneNode> targets, IReadOnlyList<ComponentChange> changes, CancellationToken cancellationToken)
    {
        var plans = new ConcurrentDictionary<string, NodePlan>(StringComparer.Ordinal);
        var paths = new ConcurrentDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        RequireNames(targets, changes);
        var errors = await nodes.EachAsync(targets, RolloutPhase.Facts, "reading manifests", async (node, token) =>
        {
            var manifests = NodeManifest.Read(node, await nodes.RunAsync(node, ScriptCompiler.Manifests(changes.Select(c => c.Component)), token).ConfigureAwait(false));
            plans[node.Name] = Plan(node, manifests, changes);
            paths[node.Name] = [.. changes.Select(c => manifests[c.Component].Path)];
        }, cancellationToken).ConfigureAwait(false);
        if (errors.Count > 0)
        {
            throw new RolloutException(errors);
        }

        var id = RolloutNodes.NewId();
        var changing = targets.Select(n => plans[n.Name]).Where(p => p.Steps.Count > 0).ToArray();
        var staged = changing.Length == 0 ? [] : await nodes.StageAsync(id, changing, cancellationToken).ConfigureAwait(false);
        return new StagedRollout(id, null, [.. targets.Select(n => staged.FirstOrDefault(s => s.Node.Name == n.Name) ?? Unchanged(n, paths[n.Name]))]) { OneAtATime = true };
    }

    /// <summary>The steps of one node: every edit, then every component that must come back.</summary>
    /// <exception cref="NodeException">A manifest cannot be edited as asked.</exception>
    internal static NodePlan Plan(ControlPlaneNode node, IReadOnlyDictionary<string, NodeManifest> manifests, IReadOnlyList<ComponentChange> changes)
    {
        var edits = new List<EditFile>();
        var waits = new List<AwaitComponent>();
        foreach (var change in changes)
        {
            var manifest = manifests[change.Component];
            try
            {
                var after = Edit(manifest, change);
                if (after == manifest.Text)
                {
                    continue;
                }

                var probe = ComponentProbe.Of(after, change.Container, manifest.Path);
                edits.Add(new EditFile(manifest.Path, manifest.Text, after));
                waits.Add(new AwaitComponent(probe.Process, change.Container, manifest.Path, probe.Url));
            }
            catch (ManifestEditException refused)
            {
                throw new NodeException(AsError(node, refused.Finding), refused);
            }
        }

        return new NodePlan(node, [.. edits, .. waits], PlanScope.Files);
    }

    private static string Edit(NodeManifest manifest, ComponentChange change)
    {
        if (manifest.Text.AsSpan().ContainsAny('\0', '\uFFFD'))
        {
            // Decoding put the second one in place of a byte that is no UTF-8; written back it would be another byte.
            throw EditRules.Refuse(EditRules.Unreadable, "This is not text in UTF-8.", new SourceLocation(manifest.Path, 1, 1));
        }

        var after = ManifestArguments.Edit(manifest.Text, change.Container, change.Arguments, manifest.Path);
        return after == manifest.Text || !manifest.Ours
            ? after
            : throw EditRules.Refuse(EditRules.Ours, "A topology made this manifest.", new SourceLocation(manifest.Path, 1, 1));
    }

    /// <summary>A name with a slash would be another folder's file.</summary>
    private static void RequireNames(IReadOnlyList<ControlPlaneNode> targets, IReadOnlyList<ComponentChange> changes)
    {
        if (changes.FirstOrDefault(c => !FileName().IsMatch(c.Component)) is { } bad)
        {
            var finding = EditRules.BadName.Found($"{Display.Quote(bad.Component)} is no manifest's name.");
            throw new RolloutException([.. targets.Take(1).Select(n => AsError(n, finding))]);
        }
    }

    private static StagedNode Unchanged(ControlPlaneNode node, IReadOnlyList<string> paths) =>
        new(node, [.. paths.Select(p => new FileChange(p, FileChangeKind.Unchanged, string.Empty))], []);

    private static NodeError AsError(ControlPlaneNode node, Finding finding) => new()
    {
        Id = finding.Id,
        Kind = NodeErrorKind.EditRefused,
        Node = node,
        What = $"{(finding.Location is { } place ? $"{place}: " : "")}{finding.What} {finding.Why}",
        Fix = finding.Fix,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex FileName();
}
