using System.Globalization;
using System.Text;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;

namespace HaControlPlane.Scripts;

/// <summary>The question whether a node is as its plan says already: short, read-only, and sure where the answer is yes (same.sh).</summary>
internal static class SameScript
{
    /// <summary>Where a node remembers its topology.</summary>
    private const string Record = "/var/lib/hacontrolplane/ledger/cluster";

    /// <summary>The script; null for a plan with steps that only a stage can judge, such as a pod that nobody waits for.</summary>
    public static NodeScript? For(NodePlan plan)
    {
        if (plan is not { Scope: PlanScope.Topology, Waits: null, Cluster: { } cluster } || !plan.Steps.All(IsSimple))
        {
            return null;
        }

        var files = plan.Steps.OfType<PutFile>().Select(p => (p.File.Path, Shape: FileShape.Of(p.File.Mode), Text: p.File.Content))
            .Append((Path: Record, Shape: FileShape.Of("0600"), Text: cluster.ToString()))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .ToArray();
        var services = plan.Steps.OfType<RunService>().Select(s => s.Service).ToArray();
        var pods = plan.Steps.OfType<RunStaticPod>().Select(p => p.Process).ToArray();
        var settings = plan.Steps.OfType<SetSysctl>().Select(s => (Path: PathOf(s), s.Value)).ToArray();
        var routes = plan.Steps.OfType<SetRoute>().ToArray();
        return new NodeScript("comparing",
        [
            "same_alone",
            ShellQuote.Command(["same_files", string.Concat(files.Select(f => f.Text)), string.Concat(files.Select(f => Line(f.Path, f.Shape, f.Text))), .. files.Select(f => f.Path)]),
            ShellQuote.Command("same_ledger", Words(files.Select(f => f.Path)), Words([.. services, .. pods, .. pods.Select(p => "pod-" + p)]), Words(settings.Select(s => s.Path)), Words(routes.Select(r => r.Destination))),
            .. plan.Steps.OfType<RequireInterface>().Select(i => ShellQuote.Command("same_interface", i.Name)),
            .. plan.Steps.OfType<RequireProgram>().Select(p => ShellQuote.Command("same_program", p.Program)),
            .. settings.Length == 0 ? Array.Empty<string>() : [ShellQuote.Command(["same_sysctls", string.Join('\n', settings.Select(s => s.Value)), .. settings.Select(s => s.Path)])],
            .. services.Length == 0 ? Array.Empty<string>() : [ShellQuote.Command(["same_services", .. services]), "daemon_commands"],
            .. pods.Select(p => ShellQuote.Command("same_pod", p)),
            .. routes.Length == 0 ? Array.Empty<string>() : [ShellQuote.Command(["same_routes", .. routes.SelectMany(r => new[] { r.Destination, r.Gateway, r.Device })])],
            "say same",
        ]);
    }

    /// <summary>What a stage would have said, where the answer is yes; else null.</summary>
    public static IReadOnlyList<ScriptRecord>? AsStaged(NodePlan plan, IReadOnlyList<ScriptRecord> answer)
    {
        // A service that runs on another file is not as the plan says, whatever the file says that the plan writes.
        if (answer.All(r => r.Kind != "same") || (plan.Steps.Any(s => s is RunService) && NodeStatus.ElsewhereIn(NodeServices.ProcessesIn(answer)).Any()))
        {
            return null;
        }

        var numbers = ScriptCompiler.Numbers(plan);
        return
        [
            .. plan.Steps.OfType<PutFile>().Select(p => new ScriptRecord("file", [numbers[p.File.Path].ToString(CultureInfo.InvariantCulture), "same", string.Empty])),
            .. plan.Steps.OfType<SetSysctl>().Select(s => new ScriptRecord("sysctl", [PathOf(s), "set", s.Value, s.Value])),
            .. plan.Steps.OfType<RunService>().Select(s => new ScriptRecord("service", [s.Service, "active", "enabled"])),
            .. plan.Steps.OfType<RunStaticPod>().Select(p => new ScriptRecord("pod", [p.Process, "running", "kubelet"])),
            .. plan.Steps.OfType<SetRoute>().Select(r => new ScriptRecord("route", [r.Destination, "set", string.Empty, string.Empty])),
            .. answer.Where(r => r.Kind == "route-file"),
        ];
    }

    private static bool IsSimple(NodeStep step) => step switch
    {
        PutFile put => !put.File.Path.Any(char.IsWhiteSpace),
        RunStaticPod pod => !pod.Later,
        RequireInterface or RequireProgram or CheckHaproxy or CheckKeepalived or SetSysctl or SetRoute or RunService => true,
        _ => false,
    };

    private static string Line(string path, string shape, string text) => string.Create(CultureInfo.InvariantCulture, $"{shape} {Encoding.UTF8.GetByteCount(text)} {path}\n");

    private static string Words(IEnumerable<string> words) => $" {string.Join(' ', words)} ";

    private static string PathOf(SetSysctl step) => "/proc/sys/" + SysctlKey.PathOf(step.Key);
}
