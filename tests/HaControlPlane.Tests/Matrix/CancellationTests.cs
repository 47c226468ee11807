using System.Diagnostics;
using HaControlPlane.Rollout;
using HaControlPlane.Tests.Lab;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Ctrl+C at any moment: gone within two seconds, and what is said of each node is true.</summary>
[Trait("Category", "Matrix")]
[Collection("matrix")]
public sealed class CancellationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(2);

    /// <summary>Where others keep the processors busy, starting a client alone takes part of the two seconds.</summary>
    private static readonly TimeSpan EndsWithinWhenBusy = TimeSpan.FromSeconds(5);

    [MatrixFact]
    public Task Twenty_moments() => RunAsync(20);

    [SampleFact]
    public Task Two_moments() => RunAsync(2);

    private async Task RunAsync(int moments)
    {
        await using var lab = await MatrixLab.UpAsync("cancel");
        await using var bench = new FaultBench(lab);
        var sides = await bench.SidesAsync(Change.Edit);
        var random = new Random(41);
        var longest = TimeSpan.Zero;
        var whole = await TimeAsync(lab);
        for (var moment = 0; moment < moments; moment++)
        {
            await Change.ApplyAsync(lab, Change.Edit.From);
            await using var admin = lab.Admin();
            var rollout = new LoadBalancerRollout(admin, Change.Options);
            using var stop = new CancellationTokenSource();
            var staged = await rollout.StageAsync(lab.Topology(port: 9443), default);
            var committing = rollout.CommitAsync(staged, stop.Token);
            await Task.Delay(random.Next((int)whole.TotalMilliseconds));
            var clock = Stopwatch.StartNew();
            await stop.CancelAsync();
            var report = await committing;
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            output.WriteLine($"{moment}: {clock.Elapsed.TotalSeconds:0.00} s, {FaultBench.Describe(report)}");
            Assert.True(longest < (MachineLoad.IsBusy ? EndsWithinWhenBusy : EndsWithin), $"It took {clock.Elapsed}: {FaultBench.Describe(report)}");
            var problem = await bench.WaitUntilWholeAsync(sides, Stopwatch.StartNew(), TimeSpan.FromSeconds(30)) ?? await bench.TruthAsync(report, sides);
            Assert.True(problem is null, $"{problem} {FaultBench.Describe(report)}");
        }

        output.WriteLine($"moments: {moments}, longest: {longest.TotalSeconds:0.00} s");
    }

    private static async Task<TimeSpan> TimeAsync(MatrixLab lab)
    {
        await using var admin = lab.Admin();
        var rollout = new LoadBalancerRollout(admin);
        var report = await rollout.CommitAsync(await rollout.StageAsync(lab.Topology(port: 9443), default), default);
        return report.Elapsed;
    }
}
