using System.Globalization;
using System.Text.RegularExpressions;
using HaControlPlane.Manifests;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout.Drift;
using HaControlPlane.Scripts;

namespace HaControlPlane.Rollout;

/// <summary>From a plan and what the node's stage script said to what the rollout would do there.</summary>
internal static partial class StagedNodeReader
{
    public static StagedNode Read(NodePlan plan, IReadOnlyList<ScriptRecord> records)
    {
        var numbers = ScriptCompiler.Numbers(plan);
        var said = records.Where(r => r.Kind == "file").ToDictionary(r => r[0], StringComparer.Ordinal);
        var files = new List<FileChange>();
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case PutFile put:
                    files.Add(Put(put.File, said[Key(put.File.Path)]));
                    break;
                case EditFile edit:
                    files.Add(new FileChange(edit.Path, FileChangeKind.Changed, UnifiedDiff.Create(edit.Path, edit.Before, edit.After, EnvironmentMask.For(edit.Before, edit.After))));
                    break;
                case RemoveFile remove:
                    files.Add(Remove(remove.Path, said[Key(remove.Path)]));
                    break;
            }
        }

        files.AddRange(records.Where(r => r.Kind == "release").Select(Release));
        files.AddRange(records.Where(r => r.Kind == "sysctl").Select(Sysctl));
        files.AddRange(records.Where(r => r.Kind == "route").Select(Route));
        files.AddRange(records.Where(r => r.Kind == "route-file").Select(RouteFile));
        var changed = files.Where(f => f.Kind != FileChangeKind.Unchanged).Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var retired = records.Where(r => r.Kind == "retire").Select(r => new DaemonChange(r[0], r[1].StartsWith("active", StringComparison.Ordinal) ? "restore" : "stop"));
        var muted = records.Where(r => r.Kind == "mute").Select(r => new DaemonChange(r[0], r[1] == "active" ? "stop service" : "disable service"));
        var reopened = records.Where(r => r.Kind == "log-socket" && r[1] == "restart").Select(r => new DaemonChange(r[0], r[1]));
        // A pod and the service of before may both be named by what they run.
        DaemonChange[] daemons = [.. retired, .. muted, .. reopened, .. plan.Steps.Select(s => Daemon(s, records, changed)).OfType<DaemonChange>()];
        return new StagedNode(plan.Node, files, [.. daemons.Distinct()])
        {
            AwaitsKubelet = records.Any(r => r.Kind is "pod" or "component" && r[2] == "no-kubelet"),
            Waits = plan.Waits,
            Runs = [.. plan.Steps.Select(s => s switch { RunService run => run.Service, RunStaticPod run => run.Process, _ => null }).OfType<string>()],
            RoutesOfTopology = [.. records.Where(r => r.Kind == "route" && r[1] == "topology").Select(r => r[0])],
            Leaves = plan.Scope == PlanScope.Leave,
            Remembers = records.FirstOrDefault(r => r.Kind == "cluster")?[0],
            LinkedFolders = [.. records.Where(r => r.Kind == "linked").Select(r => new LinkedFolder(r[0], r[1])).Distinct()],
            Kept = records.Any(r => r.Kind == "staged" && r[0] == "kept"),
        };

        string Key(string path) => numbers[path].ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static FileChange Put(NodeFile file, ScriptRecord record)
    {
        var kind = record[1] switch { "same" => FileChangeKind.Unchanged, "new" => FileChangeKind.New, _ => FileChangeKind.Changed };
        var before = kind == FileChangeKind.New ? null : record[2];
        var diff = kind == FileChangeKind.Unchanged
            ? string.Empty
            : UnifiedDiff.Create(file.Path, before, file.Content, line => Mask(file.Secrets.Aggregate(line, (l, s) => s.MaskIn(l))));
        var shape = record[3].Replace(',', ' ');
        if (kind == FileChangeKind.Changed && shape != FileShape.Of(file.Mode))
        {
            diff = $"old {shape}\nnew {FileShape.Of(file.Mode)}\n{diff}";
        }

        // "-" where the text is what we wrote, or none of ours.
        var edited = record[4] is not ("" or "-");
        DateTimeOffset? at = DateTimeOffset.TryParse(record[4], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        return new FileChange(file.Path, kind, diff, edited) { EditedAt = at, SameMeaning = before is not null && shape == FileShape.Of(file.Mode) && ConfigMeaning.IsSame(file.Path, before, file.Content) };
    }

    private static FileChange Remove(string path, ScriptRecord record) => record[1] == "same"
        ? new FileChange(path, FileChangeKind.Unchanged, string.Empty)
        : new FileChange(path, FileChangeKind.Removed, UnifiedDiff.Create(path, record[2], null, Mask));

    /// <summary>"release N PATH gone-or-back ours-or-edited BEFORE AFTER"</summary>
    private static FileChange Release(ScriptRecord record)
    {
        var back = record[2] == "back";
        return new FileChange(
            record[1],
            back ? FileChangeKind.Restored : FileChangeKind.Removed,
            UnifiedDiff.Create(record[1], record[4], back ? record[5] : null, Mask),
            EditedSince: record[3] == "edited");
    }

    /// <summary>"sysctl PATH set-or-back BEFORE AFTER": a live value is a file below /proc/sys like any other to who reads a diff.</summary>
    private static FileChange Sysctl(ScriptRecord record) => record[2] == record[3]
        ? new FileChange(record[0], FileChangeKind.Unchanged, string.Empty)
        : new FileChange(
            record[0],
            record[1] == "back" ? FileChangeKind.Restored : FileChangeKind.Changed,
            UnifiedDiff.Create(record[0], record[2] + "\n", record[3] + "\n"));

    /// <summary>"route DESTINATION set-or-back BEFORE AFTER": the kernel's lines for this destination; "foreign" or "topology" for what is left alone.</summary>
    private static FileChange Route(ScriptRecord record)
    {
        var path = $"route {record[0]}";
        var (before, after) = (Lines(record[2]), Lines(record[3]));
        return record[1] is "foreign" or "topology" || before == after
            ? new FileChange(path, FileChangeKind.Unchanged, string.Empty)
            : new FileChange(
                path,
                after is null ? FileChangeKind.Removed : record[1] == "back" ? FileChangeKind.Restored : before is null ? FileChangeKind.New : FileChangeKind.Changed,
                UnifiedDiff.Create(path, before, after));

        static string? Lines(string text) => text.Length == 0 ? null : text + "\n";
    }

    /// <summary>"route-file PATH same-new-changed-or-gone ours-or-edited BEFORE AFTER"</summary>
    private static FileChange RouteFile(ScriptRecord record) => record[1] switch
    {
        "same" => new FileChange(record[0], FileChangeKind.Unchanged, string.Empty),
        "new" => new FileChange(record[0], FileChangeKind.New, UnifiedDiff.Create(record[0], null, record[4], Mask)),
        "gone" => new FileChange(record[0], FileChangeKind.Removed, UnifiedDiff.Create(record[0], record[3], null, Mask), record[2] == "edited"),
        _ => new FileChange(record[0], FileChangeKind.Changed, UnifiedDiff.Create(record[0], record[3], record[4], Mask), record[2] == "edited"),
    };

    private static DaemonChange? Daemon(NodeStep step, IReadOnlyList<ScriptRecord> records, HashSet<string> changed)
    {
        switch (step)
        {
            case RunService run:
                var service = records.First(r => r.Kind == "service" && r[0] == run.Service);
                return new DaemonChange(run.Service, service[1] != "active" ? "start"
                    : run.RestartOn.Any(changed.Contains) ? "restart"
                    : run.ReloadOn.Any(changed.Contains) ? "reload"
                    : service[2] != "enabled" ? "enable" : string.Empty);
            case RunStaticPod run:
                var pod = records.First(r => r.Kind == "pod" && r[0] == run.Process);
                var touched = changed.Contains(run.Manifest) || run.Configuration.Any(changed.Contains);
                return new DaemonChange(run.Process, !touched || pod[2] == "no-kubelet" ? string.Empty : pod[1] == "absent" ? "start" : "restart");
            case AwaitComponent wait:
                var component = records.First(r => r.Kind == "component" && r[0] == wait.Process);
                return new DaemonChange(wait.Container, component[2] == "no-kubelet" ? string.Empty : component[1] == "absent" ? "start" : "restart");
            default:
                return null;
        }
    }

    /// <summary>A password that stood in the old text is a secret too, whatever it was.</summary>
    private static string Mask(string line) =>
        ConnectionSecret().Replace(AuthPass().Replace(line, "$1" + Topology.Secret.Mask), "$1" + Topology.Secret.Mask);

    [GeneratedRegex(@"(\bauth_pass\s+)\S+")]
    private static partial Regex AuthPass();

    /// <summary>NetworkManager's connection files: psk, wep-key0, password, private-key-password, pin and their like.</summary>
    [GeneratedRegex(@"^(\s*[\w .-]*(?:psk|key|pass|secret|pin|preshared)[\w .-]*=\s*)\S.*", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionSecret();
}
