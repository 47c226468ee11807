using System.Globalization;
using HaControlPlane.Plans;

namespace HaControlPlane.Scripts;

/// <summary>From a node's plan to the calls of its scripts. Files are numbered from 1 in the order of the plan.</summary>
public static class ScriptCompiler
{
    /// <summary>Read-only: what the node is.</summary>
    public static NodeScript Facts() => new("facts", "node_facts");

    /// <summary>Read-only: what the node is, and who answers and speaks where the endpoint is to be.</summary>
    public static NodeScript Look(NodeLookRequest look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return new NodeScript("look", ShellQuote.Command(["node_look", .. look.Words]));
    }

    /// <summary>Read-only: which endpoint the cluster's configuration on the node names.</summary>
    public static NodeScript Endpoint() => new("endpoint", "node_endpoint");

    /// <summary>Read-only: the texts of static pods' manifests.</summary>
    /// <param name="names">Their files' names in the kubelet's folder; without an ending for <c>.yaml</c>.</param>
    public static NodeScript Manifests(IEnumerable<string> names) => new("manifests", ShellQuote.Command(["node_manifests", .. names]));

    /// <summary>Read-only: the texts of every file in the kubelet's folder of static pods.</summary>
    public static NodeScript ManifestFolder() => new("manifests", "node_folder");

    /// <summary>Read-only: what lies at these paths.</summary>
    public static NodeScript Paths(IEnumerable<string> paths) => new("paths", ShellQuote.Command(["node_paths", .. paths]));

    /// <summary>Read-only: whether the node reaches a balancer outside and every API server.</summary>
    /// <param name="host">The balancer's name or address.</param>
    /// <param name="resolves">Whether it is a name, which the node must be able to resolve.</param>
    /// <param name="port">Its port.</param>
    /// <param name="apiserverPort">The API servers' port.</param>
    /// <param name="addresses">The API servers' addresses.</param>
    public static NodeScript Reach(string host, bool resolves, int port, int apiserverPort, IEnumerable<string> addresses) => new("reach",
    [
        .. resolves ? [ShellQuote.Command("node_resolve", host)] : Array.Empty<string>(),
        ShellQuote.Command(["node_reach", host, Number(port), Number(apiserverPort), .. addresses]),
    ]);

    /// <summary>Read-only: what the node does right now.</summary>
    /// <param name="port">The balancer's port.</param>
    /// <param name="virtualIPs">The addresses to look for.</param>
    /// <param name="transaction">A committed transaction whose watch shall know that we are alive; null for none.</param>
    /// <param name="asks">Whether the API is asked through the addresses, too; where nobody holds one yet, that takes two seconds.</param>
    public static NodeScript Status(int port, IEnumerable<string> virtualIPs, string? transaction = null, bool asks = true) => new(
        "status",
        [
            .. asks ? Array.Empty<string>() : ["hacp_silent=yes"],
            .. transaction is null ? Array.Empty<string>() : [ShellQuote.Command("tx_beat", transaction)],
            ShellQuote.Command(["node_status", Number(port), .. virtualIPs]),
        ]);

    /// <summary>Read-only: kernel settings, and the files that set them at boot.</summary>
    /// <param name="keys">The keys, with dots; none for those that are ours on the node.</param>
    public static NodeScript Sysctls(IEnumerable<string> keys) => new("sysctl", ShellQuote.Command(["node_sysctls", .. keys]));

    /// <summary>Read-only: what the node does, and whom it takes for the holder of each virtual IP.</summary>
    /// <param name="statistics">Where haproxy tells its servers as CSV.</param>
    /// <param name="port">The balancer's port.</param>
    /// <param name="virtualIPs">The addresses.</param>
    public static NodeScript VirtualIP(Uri statistics, int port, IEnumerable<string> virtualIPs)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new NodeScript("vip", ShellQuote.Command(["node_vip", statistics.OriginalString, Number(port), .. virtualIPs]));
    }

    /// <summary>Read-only: one attempt at an endpoint as a client on the node.</summary>
    /// <param name="host">The address or name.</param>
    /// <param name="port">Its port.</param>
    /// <param name="path">The path to GET.</param>
    /// <param name="timeout">How long it may take as a whole.</param>
    public static NodeScript Ask(string host, int port, string path, TimeSpan timeout) => new(
        "ask", ShellQuote.Command("node_ask", host, Number(port), path, timeout.TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture)))
    {
        TimeLimit = timeout + TimeSpan.FromSeconds(30),
    };

    /// <summary>Arms a fault on the node, with the time after which the node takes it back by itself.</summary>
    /// <param name="id">The drill's id, for whoever finds it there.</param>
    /// <param name="fault">The fault's word in drill.sh.</param>
    /// <param name="lasts">How long it lasts, in whole seconds.</param>
    /// <param name="succeeded">After how long a node that fell silent is succeeded at worst.</param>
    /// <param name="network">The interface of the virtual IPs.</param>
    /// <param name="relay">To whom <c>relay</c> sends what is not its own; of <c>drain</c>, whether others do so: <c>relayed</c>, or <c>-</c>.</param>
    /// <param name="virtualIPs">The addresses.</param>
    public static NodeScript ArmDrill(string id, string fault, TimeSpan lasts, TimeSpan succeeded, string network, string relay, IEnumerable<string> virtualIPs) => new(
        "arm", ShellQuote.Command(["drill_arm", id, fault, Number((int)lasts.TotalSeconds), Number((int)Math.Ceiling(succeeded.TotalSeconds * 10)), network, relay, .. virtualIPs]));

    /// <summary>Takes a fault back if it still stands, and asks when all of it was.</summary>
    public static NodeScript EndDrill() => new("end", "drill_end");

    /// <summary>Read-only: the ranges of Services and pods, as everybody on the node has them.</summary>
    public static NodeScript Cidrs() => new("cidr", "node_cidrs");

    /// <summary>Asks the daemons what they run on.</summary>
    /// <param name="statistics">Where haproxy tells its servers as CSV.</param>
    public static NodeScript Running(Uri statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new NodeScript("running", ShellQuote.Command("node_running", statistics.OriginalString));
    }

    /// <summary>Read-only: the node's routes by gateways, and ours wherever they are.</summary>
    public static NodeScript Routes() => new("routes", "node_routes");

    /// <summary>Writes the plan to the node's transaction folder and compares it with what is live.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="transaction">The transaction's id.</param>
    /// <param name="holder">Who works here, for the lock.</param>
    /// <param name="takeOver">Take the lock away from whoever has it.</param>
    /// <param name="keep">Keep what is staged for a commit; otherwise the node is left without a trace.</param>
    public static NodeScript Stage(NodePlan plan, string transaction, string holder, bool takeOver, bool keep)
    {
        var numbers = Numbers(plan);
        return new NodeScript("stage",
        [
            ShellQuote.Command("tx_open", transaction, holder, takeOver ? "yes" : "no"),
            .. plan.Look is { } look ? [ShellQuote.Command(["tx_look", .. look.Words])] : Array.Empty<string>(),
            .. plan.Look is null && plan.TellsServices ? ["node_daemons"] : Array.Empty<string>(),
            .. plan.Cluster is { } cluster ? [ShellQuote.Command(["tx_cluster", cluster.ToString(), .. cluster.VirtualIPs.Select(v => v.ToString())])] : Array.Empty<string>(),
            .. plan.Steps.Select(step => Call(step, numbers)),
            .. plan.Scope == PlanScope.Files ? Array.Empty<string>() : [ShellQuote.Command("tx_release", Number(numbers.Count + 1))],
            .. plan.Scope == PlanScope.Files && !plan.Steps.Any(s => s is SetRoute or ForgetRoute) ? Array.Empty<string>() : ["tx_routes"],
            .. plan.Look is null ? Array.Empty<string>() : ["tx_seen"],
            ShellQuote.Command("tx_staged", keep ? "yes" : "no"),
        ]);
    }

    /// <summary>Makes a staged transaction live and waits for its daemons.</summary>
    /// <param name="transaction">The transaction's id.</param>
    /// <param name="undoAfter">The node undoes by itself when it hears nothing for this long.</param>
    /// <param name="daemonsWithin">How long a daemon may take to come up.</param>
    public static NodeScript Commit(string transaction, TimeSpan undoAfter, TimeSpan daemonsWithin) =>
        new("commit", ShellQuote.Command("tx_commit", transaction, Number((int)undoAfter.TotalSeconds), Number((int)daemonsWithin.TotalSeconds)))
        {
            // Two daemons to wait for on the way there, two on the way back, and a minute for the rest.
            TimeLimit = (4 * daemonsWithin) + TimeSpan.FromMinutes(1),
        };

    /// <summary>The first half of a change of who holds the virtual IP: the old holder goes, and nothing comes yet.</summary>
    /// <param name="transaction">The transaction's id.</param>
    /// <param name="undoAfter">As for a commit.</param>
    /// <param name="daemonsWithin">How long a daemon may take to stop.</param>
    public static NodeScript Hold(string transaction, TimeSpan undoAfter, TimeSpan daemonsWithin) =>
        new("hold", ShellQuote.Command("tx_hold", transaction, Number((int)undoAfter.TotalSeconds), Number((int)daemonsWithin.TotalSeconds)))
        {
            TimeLimit = (4 * daemonsWithin) + TimeSpan.FromMinutes(1),
        };

    /// <summary>The second half: the new holder comes.</summary>
    /// <param name="transaction">The transaction's id.</param>
    /// <param name="daemonsWithin">How long a daemon may take to come up.</param>
    public static NodeScript GoOn(string transaction, TimeSpan daemonsWithin) =>
        new("go-on", ShellQuote.Command("tx_go_on", transaction, Number((int)daemonsWithin.TotalSeconds))) { TimeLimit = (4 * daemonsWithin) + TimeSpan.FromMinutes(1) };

    /// <summary>The first half of its undo: the new holder goes, and the old one does not come back yet.</summary>
    public static NodeScript Withdraw(string transaction) => new("withdraw", ShellQuote.Command("tx_withdraw", transaction)) { TimeLimit = TimeSpan.FromMinutes(2) };

    /// <summary>Tells the watch of a committed transaction that its caller is alive.</summary>
    public static NodeScript Beat(string transaction) => new("beat", ShellQuote.Command("tx_beat", transaction));

    /// <summary>Asks a committed node whether all stands as written; it promises to keep that until it is told.</summary>
    public static NodeScript Promise(string transaction) => new("promise", ShellQuote.Command("tx_promise", transaction));

    /// <summary>Tells a node that promised to keep the change. It can still be undone until it is confirmed.</summary>
    public static NodeScript Keep(string transaction) => new("keep", ShellQuote.Command("tx_told", transaction));

    /// <summary>Read-only: the transactions that are open on a node, and the one that was kept last.</summary>
    public static NodeScript Transactions() => new("transactions", "node_transactions");

    /// <summary>Keeps a committed transaction for good.</summary>
    public static NodeScript Confirm(string transaction) => new("confirm", ShellQuote.Command("tx_confirm", transaction));

    /// <summary>Finishes or undoes what admins who went away left behind.</summary>
    /// <param name="transaction">The id of this repair.</param>
    /// <param name="holder">Who works here, for the lock.</param>
    /// <param name="takeOver">Take the lock away from whoever has it.</param>
    /// <param name="kept">Transactions that some node was told to keep: a node that promised keeps them too.</param>
    public static NodeScript Repair(string transaction, string holder, bool takeOver, params IEnumerable<string> kept) =>
        new("repair", ShellQuote.Command(["tx_repair", transaction, holder, takeOver ? "yes" : "no", .. kept])) { TimeLimit = TimeSpan.FromMinutes(3) };

    /// <summary>Undoes a transaction, committed or only staged. Undoing what is not there is fine.</summary>
    public static NodeScript Undo(string transaction) => new("undo", ShellQuote.Command("tx_undo", transaction));

    /// <summary>The paths of a plan's files by their numbers.</summary>
    public static IReadOnlyDictionary<string, int> Numbers(NodePlan plan) =>
        plan.Steps.Select(PathOf).OfType<string>().Select((path, i) => (path, i)).ToDictionary(p => p.path, p => p.i + 1, StringComparer.Ordinal);

    private static string? PathOf(NodeStep step) => step switch
    {
        PutFile put => put.File.Path,
        RemoveFile remove => remove.Path,
        GiveBackFile back => back.Path,
        EditFile edit => edit.Path,
        _ => null,
    };

    private static string Call(NodeStep step, IReadOnlyDictionary<string, int> numbers)
    {
        return step switch
        {
            RequireInterface need => ShellQuote.Command("tx_interface", need.Name),
            RequireProgram need => ShellQuote.Command("tx_need", need.Program),
            PutFile put => ShellQuote.Command("tx_file", N(put.File.Path), FileShape.Of(put.File.Mode), put.File.Path, put.File.Content),
            RemoveFile remove => ShellQuote.Command("tx_gone", N(remove.Path), remove.Path),
            GiveBackFile back => ShellQuote.Command("tx_file_back", N(back.Path), back.Path),
            EditFile edit => ShellQuote.Command("tx_edit", N(edit.Path), edit.Path, edit.Before, edit.After),
            AwaitComponent wait => ShellQuote.Command("tx_component", wait.Process, N(wait.Manifest), wait.Url ?? "-", wait.Container),
            CheckHaproxy check => ShellQuote.Command("tx_check_haproxy", N(check.Path)),
            CheckKeepalived check => ShellQuote.Command("tx_check_keepalived", N(check.Path), N(check.ScriptPath), check.ScriptPath),
            SetSysctl set => ShellQuote.Command("tx_sysctl", set.Key, set.Value),
            GiveBackSysctl back => ShellQuote.Command("tx_sysctl_back", back.Key),
            RestartLogSocket => "tx_log_socket",
            SetRoute set => ShellQuote.Command("tx_route", set.Destination, set.Gateway, set.Device),
            ForgetRoute forget => ShellQuote.Command("tx_forget_route", forget.Destination),
            RunService run => ShellQuote.Command("tx_service", run.Service, List(run.ReloadOn), List(run.RestartOn), Number(run.Port ?? 0)),
            RunStaticPod run => ShellQuote.Command(["tx_pod", run.Process, N(run.Manifest), List(run.Configuration), Number(run.Port ?? 0), .. run.Later ? ["later"] : Array.Empty<string>()]),
            _ => throw new ArgumentException($"No script is known for the step {step.GetType().Name}.", nameof(step)),
        };

        string N(string path) => Number(numbers[path]);

        string List(IReadOnlyList<string> paths) => paths.Count == 0 ? "-" : string.Join(',', paths.Select(N));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
