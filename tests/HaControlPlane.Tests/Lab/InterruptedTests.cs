namespace HaControlPlane.Tests.Lab;

/// <summary>The admin goes away in the middle: no node stays half changed, and nobody has to come back for it.</summary>
[Collection(LabLanes.First)]
public sealed class InterruptedTests
{
    private const int UndoAfterSeconds = 5;

    /// <summary>The watch looks once a second; the rest is putting back on a busy machine.</summary>
    private static readonly TimeSpan HealsWithin = TimeSpan.FromSeconds(UndoAfterSeconds + 25);

    /// <summary>Two seconds are promised; a busy machine gets more.</summary>
    private static TimeSpan LeavesWithin => TimeSpan.FromSeconds(MachineLoad.IsBusy ? 8 : 2);

    [LabFact]
    public async Task Killed_between_commit_and_confirm_the_nodes_undo_by_themselves()
    {
        await using var lab = await LabCluster.UpAsync("kill");
        Assert.Equal(0, (await lab.HacpAsync("apply", lab.TopologyFile, "--yes")).ExitCode);
        var before = await lab.StateAsync();
        using var running = Start(lab, lab.Changed(($"port: {lab.Port}", "port: 9443")));
        await running.SayAsync("commit node-1: done");

        // Stopped, so that it neither goes on nor tells the nodes that it is alive.
        await running.SignalAsync("STOP");
        var other = await lab.HacpAsync("plan", lab.TopologyFile, "--json");
        await running.SignalAsync("KILL");
        await NoCommitIsOpenAsync(lab);
        Assert.Equal("ok", await lab.AskVipAsync());

        Assert.True(other.ExitCode == 1, other.ToString());
        var errors = other.Json.GetProperty("errors").EnumerateArray().ToArray();
        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.Equal("HCP208", e.GetProperty("id").GetString()));
        Assert.Contains(errors, e => e.GetProperty("what").GetString()!.Contains($"process {running.Id},", StringComparison.Ordinal));

        // The login ended with the admin: so the lock of nodes that were only staged is known to be a dead one's.
        await NobodyIsLoggedInAsync(lab);
        var again = await lab.HacpAsync("apply", lab.TopologyFile, "--yes", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("nothingToDo", again.Outcome);
        await lab.AssertUnchangedAsync(before);
    }

    [InterruptLabFact]
    public async Task Interrupted_it_leaves_within_two_seconds_and_says_what_is_where()
    {
        await using var lab = await LabCluster.UpAsync("int");
        Assert.Equal(0, (await lab.HacpAsync("apply", lab.TopologyFile, "--yes")).ExitCode);
        var before = await lab.StateAsync();
        using var running = Start(lab, lab.Changed(($"port: {lab.Port}", "port: 9443")), "--json");
        await running.SayAsync("commit node-1: done");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        // As a terminal does: the SSH clients get it too.
        await running.SignalAsync("INT", group: true);
        var run = new HacpRun(await running.EndAsync());
        // 130 where the machine is so busy that leaving is cut short.
        Assert.Contains(run.ExitCode, new[] { 1, 130 });
        Assert.True(clock.Elapsed < LeavesWithin, $"It left after {clock.Elapsed.TotalSeconds} s. {run}");
        Assert.Equal("cancelled", run.Outcome);
        Assert.All(run.OfNodes("state"), s => Assert.Contains(s, new[] { "undone", "untouched", "unknown" }));
        await HealedAsync(lab, before, run.ExitCode);
        Assert.Equal("ok", await lab.AskVipAsync());
    }

    [InterruptLabFact]
    public async Task Interrupted_before_anything_is_changed_it_says_so()
    {
        await using var lab = await LabCluster.UpAsync("int");
        var before = await lab.StateAsync();
        // Whoever is frozen keeps the run waiting.
        await lab.FaultAsync("node-3", "freeze");
        using var running = Start(lab, lab.TopologyFile);
        await running.SayAsync("stage node-2: done");
        await running.SignalAsync("INT", group: true);
        var run = await running.EndAsync(TimeSpan.FromSeconds(15));
        await lab.FaultAsync("node-3", "thaw");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Cancelled; nothing was changed.", run.Error, StringComparison.Ordinal);
        await HealedAsync(lab, before, run.ExitCode);
    }

    /// <summary>In a process group of its own, as a shell starts it.</summary>
    private static Running Start(LabCluster lab, string topology, params string[] options) => Running.Start("setsid",
        [LabMachine.Verb, "admin", "--name", lab.Name, "--", "dotnet", LabCluster.Hacp, "apply", topology, "--yes", "-v", "--undo-after", $"{UndoAfterSeconds}", .. options]);

    /// <summary>Where leaving was cut short (130), a node that had only staged may keep its lock: its login has ended, so the next run takes it.</summary>
    private static async Task HealedAsync(LabCluster lab, string[] before, int exitCode)
    {
        await NoCommitIsOpenAsync(lab);
        if (exitCode == 130)
        {
            await NobodyIsLoggedInAsync(lab);
            var next = await lab.HacpAsync("repair", lab.TopologyFile);
            Assert.True(next.ExitCode == 0, next.ToString());
        }

        await lab.AssertUnchangedAsync(before);
    }

    private static Task NobodyIsLoggedInAsync(LabCluster lab) => Until.TrueAsync("nobody is logged in",
        async () => (await lab.AdminAsync("ss", "-Htn", "dport", "=", ":22")).Text.Length == 0);

    private static Task NoCommitIsOpenAsync(LabCluster lab) => Until.TrueAsync("no node waits for a confirmation",
        async () => (await lab.ShOnAllAsync("ls /var/lib/hacontrolplane/tx/*/journal 2>/dev/null; true")).All(l => l.Length == 0), HealsWithin);
}
