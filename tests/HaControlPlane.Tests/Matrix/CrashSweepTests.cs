using System.Collections.Concurrent;
using System.Globalization;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Matrix;

/// <summary>
/// SIGKILL between any two commands: every command of a script that can change anything counts, and the script is killed
/// before the first, the second, ... of them. Each node is a cluster of its own, so many are tried at once.
/// </summary>
[Trait("Category", "Matrix")]
[Collection("matrix")]
public sealed class CrashSweepTests(ITestOutputHelper output)
{
    private static readonly TimeSpan HealWithin = TimeSpan.FromSeconds(40);

    /// <summary>Functions in the place of the programs: they count, kill at the number asked for, and else do as the program.</summary>
    private const string Counts = """
        printf '0\n' >/run/matrix.count
        hacp_step() {
            # A file, since a step may be in a command substitution.
            read -r hacp_count </run/matrix.count
            hacp_count=$((hacp_count + 1))
            printf '%s\n' "$hacp_count" >/run/matrix.count
            if [ "$hacp_count" = "$hacp_kill" ]; then
                kill -KILL $$
                exit 9
            fi
        }
        for hacp_name in mv rm ln cp install mkdir rmdir chmod chown systemctl; do
            eval "$hacp_name() { hacp_step; command $hacp_name \"\$@\"; }"
        done
        journal() { hacp_step; printf '%s\n' "$*" >>"$tx/journal"; }
        say() { hacp_step; printf '@%s' "$1"; shift; [ $# -eq 0 ] || printf ' %s' "$@"; printf '\n'; }
        """;

    /// <summary>What a node is told, one after the other; the last of each is killed.</summary>
    private static readonly string[][] Sweeps =
    [
        ["commit"], ["commit", "confirm"], ["commit", "undo"], ["commit", "promise"], ["commit", "promise", "keep"],
        ["commit", "promise", "keep", "confirm"], ["commit", "promise", "keep", "undo"],
    ];

    [MatrixFact]
    public Task Every_command() => RunAsync(6, _ => true);

    [SampleFact]
    public Task Some_commands() => RunAsync(3, k => k % 17 == 4, Change.Edit, Change.Removal);

    private async Task RunAsync(int nodes, Func<int, bool> choose, params Change[] changes)
    {
        await using var lab = await MatrixLab.UpAsync("crash", nodes);
        var problems = new ConcurrentBag<string>();
        var tried = 0;
        foreach (var change in changes.Length > 0 ? changes : [Change.Install, Change.Edit, Change.ToPods, Change.ToServices, Change.Removal])
        {
            var work = new ConcurrentQueue<(string[] Scripts, int Kill)>();
            await Task.WhenAll(lab.Nodes.Select((_, i) => SettleAsync(lab, i, change.From)));
            foreach (var scripts in Sweeps)
            {
                await RunOnceAsync(lab, 0, change, scripts, kill: 0);
                var count = int.Parse(await lab.ShAsync(lab.Nodes[0], "cat /run/matrix.count"), CultureInfo.InvariantCulture);
                await SettleAsync(lab, 0, change.From);
                foreach (var kill in Enumerable.Range(1, count).Where(choose))
                {
                    work.Enqueue((scripts, kill));
                }
            }

            tried += work.Count;
            await Task.WhenAll(lab.Nodes.Select(async (_, i) =>
            {
                var sides = await SidesAsync(lab, i, change);
                while (work.TryDequeue(out var item))
                {
                    if (await TryAsync(lab, i, change, item.Scripts, item.Kill, sides) is { } problem)
                    {
                        var what = $"{change.Name}, {string.Join(' ', item.Scripts)} killed before command {item.Kill}: {problem}";
                        problems.Add(what);
                        output.WriteLine(what);
                        MatrixLog.Say(what);
                        await SettleAsync(lab, i, change.From);
                    }
                }
            }));
            MatrixLog.Say($"{change.Name}: {tried} kills so far, {problems.Count} halves");
        }

        output.WriteLine($"faults tried: {tried}, halves found: {problems.Count}");
        Assert.True(problems.IsEmpty, string.Join('\n', problems));
    }

    private static async Task<string?> TryAsync(MatrixLab lab, int node, Change change, string[] scripts, int kill, (string Before, string After) sides)
    {
        if (await lab.StateAsync(lab.Nodes[node]) != sides.Before)
        {
            await SettleAsync(lab, node, change.From);
        }

        await RunOnceAsync(lab, node, change, scripts, kill);
        if (kill % 2 == 0)
        {
            // As after a reboot: nothing of ours runs there any more, and only a repair can settle it.
            await lab.ShAsync(lab.Nodes[node], "for w in /var/lib/hacontrolplane/tx/*/watch; do kill -KILL $(cat $w); done 2>/dev/null || true");
            return await RepairAsync(lab, node, sides);
        }

        string state = "";
        for (var until = DateTime.UtcNow + HealWithin; DateTime.UtcNow < until; await Task.Delay(700))
        {
            state = await lab.StateAsync(lab.Nodes[node]);
            if (state == sides.Before || state == sides.After)
            {
                return null;
            }
        }

        // Killed before the node could arm its watch: the next run settles it.
        return await RepairAsync(lab, node, sides);
    }

    private static async Task<string?> RepairAsync(MatrixLab lab, int node, (string Before, string After) sides)
    {
        await using var admin = lab.Admin();
        var reports = await RolloutRepair.RunAsync(admin, [lab.Topology().Nodes[node]], Change.Options with { TakeOverLocks = true }, null, default);
        var state = await lab.StateAsync(lab.Nodes[node]);
        return state != sides.Before && state != sides.After ? FaultBench.Difference(sides.Before, state) : FaultBench.Lie(reports[0], state, sides);
    }

    internal static async Task RunOnceAsync(MatrixLab lab, int node, Change change, string[] scripts, int kill)
    {
        await using var admin = lab.Admin();
        var target = lab.Topology().Nodes[node];
        var id = RolloutNodes.NewId();
        admin.With(target.Name, scripts[^1], $"hacp_kill={kill}\n{Counts}");
        await (await admin.ConnectAsync(target, default)).RunAsync(ScriptCompiler.Stage(Plan(lab, node, change.To), id, "sweep", true, true), default);
        foreach (var script in scripts)
        {
            if (!await RunAsync(admin, target, script switch
            {
                "commit" => ScriptCompiler.Commit(id, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20)),
                "promise" => ScriptCompiler.Promise(id),
                "keep" => ScriptCompiler.Keep(id),
                "confirm" => ScriptCompiler.Confirm(id),
                _ => ScriptCompiler.Undo(id),
            }))
            {
                return;
            }
        }
    }

    private static async Task<bool> RunAsync(MatrixAdmin admin, ControlPlaneNode node, NodeScript script)
    {
        try
        {
            await (await admin.ConnectAsync(node, default)).RunAsync(script, default);
            return true;
        }
        catch (NodeException)
        {
            return false;
        }
    }

    internal static async Task SettleAsync(MatrixLab lab, int node, Func<MatrixLab, ControlPlaneTopology>? side)
    {
        await using var admin = lab.Admin();
        var rollout = new LoadBalancerRollout(admin, new() { TakeOverLocks = true });
        var report = await rollout.CommitAsync(await rollout.StageAsync([Plan(lab, node, side)], default), default);
        Assert.True(report.Outcome is RolloutOutcome.Applied or RolloutOutcome.NothingToDo, report.Nodes[0].Error?.What);
    }

    private static async Task<(string Before, string After)> SidesAsync(MatrixLab lab, int node, Change change)
    {
        await SettleAsync(lab, node, change.To);
        var after = await lab.StateAsync(lab.Nodes[node]);
        await SettleAsync(lab, node, change.From);
        return (await lab.StateAsync(lab.Nodes[node]), after);
    }

    /// <summary>One node, its own cluster, with an address and a router id that no other node uses.</summary>
    private static NodePlan Plan(MatrixLab lab, int node, Func<MatrixLab, ControlPlaneTopology>? side)
    {
        if (side?.Invoke(lab) is not { } whole)
        {
            return NodePlans.ToLeave(lab.Topology().Nodes[node]);
        }

        var vip = whole.Endpoint.VirtualIPs[0].GetAddressBytes();
        vip[3] = (byte)(200 + node);
        var alone = whole with
        {
            Endpoint = whole.Endpoint with { VirtualIPs = [new System.Net.IPAddress(vip)] },
            LoadBalancer = whole.LoadBalancer with { VirtualRouterId = 100 + node },
            Nodes = [whole.Nodes[node]],
        };
        return NodePlans.For(alone, alone.Nodes[0]);
    }
}
