using System.Diagnostics;
using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Tries faults on one lab, one after the other.</summary>
internal sealed class FaultBench(MatrixLab lab) : IAsyncDisposable
{
    private static readonly TimeSpan HitWithin = TimeSpan.FromSeconds(40);

    /// <summary>A node's own watch: the time without a sign of life, the undo itself, and a busy machine.</summary>
    private static readonly TimeSpan HealWithin = TimeSpan.FromSeconds(25);

    private readonly Dictionary<string, (string[] Before, string[] After)> sides = [];
    private readonly Dictionary<string, ManifestWatch> watches = [];

    /// <summary>Every point that a change passes on a node, in order, by script.</summary>
    public async Task<IReadOnlyList<(string Script, string Point)>> PointsAsync(Change change)
    {
        await Change.ApplyAsync(lab, change.From);
        await using var admin = lab.Admin();
        foreach (var title in new[] { "commit", "promise", "keep", "confirm" })
        {
            await admin.StopAtAsync(lab.Nodes[0], title, "nowhere");
        }

        var rollout = new LoadBalancerRollout(admin, Change.Options with { UndoAfter = TimeSpan.FromSeconds(60) });
        var report = await rollout.CommitAsync(await Change.StageAsync(rollout, lab, change.To), default);
        Assert.True(report.Outcome == RolloutOutcome.Applied, Describe(report));
        var seen = (await lab.ShAsync(lab.Nodes[0], "cat /run/matrix/seen")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await SidesAsync(change);
        return [.. seen.Select(p => (p switch { "promised" => "promise", "told" => "keep", "decided" or "kept" => "confirm", _ => "commit" }, p))];
    }

    /// <summary>A cell that cannot be tried, since the machine is too busy or the lab itself breaks, is tried once more.</summary>
    public async Task<FaultResult> TryAsync(FaultCell cell)
    {
        for (var last = false; ; last = true)
        {
            try
            {
                return await RunAsync(cell);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                if (last)
                {
                    return new FaultResult(cell, null, TimeSpan.Zero, null) { NotTried = $"{problem.GetType().Name}: {problem.Message}" };
                }

                await lab.ReviveAsync();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var watch in watches.Values)
        {
            watch.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<FaultResult> RunAsync(FaultCell cell)
    {
        var sides = await SidesAsync(cell.Change);
        if (!(await lab.StateAsync()).SequenceEqual(sides.Before))
        {
            await Change.ApplyAsync(lab, cell.Change.From);
        }

        await WatchAsync();
        var node = lab.Nodes[cell.Node];
        await using var admin = lab.Admin();
        var place = new FaultPlace(lab, admin, node, cell.Change);
        await admin.StopAtAsync(node, cell.Script, cell.Point);
        var rollout = new LoadBalancerRollout(admin, Change.Options);
        var committing = rollout.CommitAsync(await Change.StageAsync(rollout, lab, cell.Change.To), default);
        var hit = lab.PathOn(node, "/run/matrix/hit");
        for (var waiting = Stopwatch.StartNew(); !File.Exists(hit); await Task.Delay(20))
        {
            if (committing.IsCompleted || waiting.Elapsed > HitWithin)
            {
                throw new PointMissedException($"The point was not reached. {(committing.IsCompleted ? Describe(await committing) : "Time is up.")}");
            }
        }

        var clock = Stopwatch.StartNew();
        await cell.Fault.Inject(place);
        await lab.LetGoAsync(node);
        RolloutReport? report = null;
        try
        {
            report = await committing.WaitAsync(TimeSpan.FromSeconds(90));
        }
        catch (AdminDeadException)
        {
            // As it should.
        }

        return await RecoverAsync(cell, place, sides, clock, report);
    }

    private async Task<FaultResult> RecoverAsync(FaultCell cell, FaultPlace place, (string[] Before, string[] After) sides, Stopwatch clock, RolloutReport? report)
    {
        // A full disk and a lost network must not keep the node from healing; the rest has to be whole first.
        var heals = cell.Fault.Heal is { } heal ? heal(place) : Task.CompletedTask;
        await heals;
        var problem = cell.Fault.NeedsRepair ? "nobody is there any more" : await WaitUntilWholeAsync(sides, clock, HealWithin);
        var repaired = problem;
        string? lie = null;
        for (var until = clock.Elapsed + HealWithin; problem is not null && clock.Elapsed < until;)
        {
            await using var admin = lab.Admin();
            var reports = await RolloutRepair.RunAsync(admin, place.Lab.Topology().Nodes, Change.Options, null, default);
            problem = await WaitUntilWholeAsync(sides, clock, TimeSpan.FromSeconds(1));
            if (problem is null)
            {
                var now = await lab.StateAsync();
                lie = reports.Select((r, i) => Lie(r, now[i], (sides.Before[i], sides.After[i]))).FirstOrDefault(l => l is not null);
            }
        }

        var recovery = clock.Elapsed;
        problem ??= watches.Where(w => w.Value.Strangers.Any()).Select(w => $"{w.Key}'s manifests folder had {string.Join(", ", w.Value.Strangers)}").FirstOrDefault();
        problem ??= lie;
        problem ??= await TruthAsync(report, sides);
        return new FaultResult(cell, problem is null ? null : $"{problem}{(report is null ? "" : " REPORT " + Describe(report))}", recovery, repaired);
    }

    /// <summary>Every node before or after, one holder at most; null when that is so.</summary>
    public async Task<string?> WaitUntilWholeAsync((string[] Before, string[] After) sides, Stopwatch clock, TimeSpan within)
    {
        for (var until = clock.Elapsed + within; ; await Task.Delay(700))
        {
            var problem = await LookAsync(sides);
            if (problem is null || clock.Elapsed > until)
            {
                return problem;
            }
        }
    }

    private async Task<string?> LookAsync((string[] Before, string[] After) sides)
    {
        var now = await lab.StateAsync();
        for (var i = 0; i < now.Length; i++)
        {
            if (now[i] != sides.Before[i] && now[i] != sides.After[i])
            {
                return $"{lab.Nodes[i]} is half done. To before: {Difference(sides.Before[i], now[i])}. To after: {Difference(sides.After[i], now[i])}";
            }
        }

        var holders = await lab.HoldersAsync();
        return holders.Length > 1 ? $"The VIP is on {string.Join(" and ", holders)}" : null;
    }

    /// <summary>What the report says of a node is what the node is.</summary>
    public async Task<string?> TruthAsync(RolloutReport? report, (string[] Before, string[] After) sides)
    {
        if (report is null)
        {
            return null;
        }

        var now = await lab.StateAsync();
        // All or none: unless the report itself says that the nodes are mixed.
        if (report.Outcome != RolloutOutcome.Mixed && !now.SequenceEqual(sides.Before) && !now.SequenceEqual(sides.After))
        {
            return "some nodes are before and others after, and the report does not say so";
        }

        foreach (var node in report.Nodes)
        {
            var i = Array.IndexOf(lab.Nodes, node.Node.Name);
            var expected = node.State switch { NodeState.Committed => sides.After[i], NodeState.Undone or NodeState.Untouched => sides.Before[i], _ => now[i] };
            if (now[i] != expected)
            {
                return $"{node.Node} is said to be {node.State}, and is not";
            }
        }

        return null;
    }

    /// <summary>What a repair that found its node says of it is what the node is; null when that is so.</summary>
    public static string? Lie(RepairReport report, string state, (string Before, string After) sides)
    {
        if (report.Error is { } error)
        {
            return $"{report.Node} is whole, and the repair says: {error.What}";
        }

        // Where a change was nothing, both sides are one.
        var wrong = report.Settled.FirstOrDefault(s => state != (s.Outcome == "finished" ? sides.After : sides.Before));
        return wrong is null ? null : $"{report.Node}: {wrong.Id} is said to be {wrong.Outcome}, and is not";
    }

    /// <summary>What every node is before and after, each come to from the other side, as between two cells.</summary>
    public async Task<(string[] Before, string[] After)> SidesAsync(Change change)
    {
        if (!this.sides.TryGetValue(change.Name, out var known))
        {
            await Change.ApplyAsync(lab, change.From);
            await Change.ApplyAsync(lab, change.To);
            var after = await StateAsync();
            await Change.ApplyAsync(lab, change.From);
            this.sides[change.Name] = known = (await StateAsync(), after);
        }

        return known;
    }

    /// <summary>Nothing is left anywhere, once the nodes' watches have seen that they are needed no more.</summary>
    private async Task<string[]> StateAsync()
    {
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(5);
        string[] state;
        while ((state = await lab.StateAsync()).Any(s => s.Contains("left: ", StringComparison.Ordinal)) && DateTime.UtcNow < until)
        {
            await Task.Delay(300);
        }

        Assert.All(state, s => Assert.DoesNotContain("left: ", s, StringComparison.Ordinal));
        return state;
    }

    /// <summary>A node that was off has a folder nobody watches yet.</summary>
    private async Task WatchAsync()
    {
        foreach (var node in lab.Nodes)
        {
            if (!watches.TryGetValue(node, out var watch) || !watch.IsAlive)
            {
                watches[node] = await ManifestWatch.StartAsync(lab, node);
            }
        }
    }

    public static string Describe(RolloutReport report) =>
        $"{report.Outcome}: {string.Join("; ", report.Nodes.Select(n => $"{n.Node} {n.State} {n.Error?.What}".TrimEnd()))}";

    public static string Difference(string expected, string actual)
    {
        var (a, b) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join(" | ", a.Except(b).Select(l => "-" + l).Concat(b.Except(a).Select(l => "+" + l)).Take(12));
    }
}
