using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Nothing half-done: every point of a node's transaction against every fault.</summary>
[Trait("Category", "Matrix")]
[Collection("matrix")]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private static readonly Change[] Changes = [Change.Install, Change.Edit, Change.ToPods, Change.ToServices];

    /// <summary>Most of a cell is waiting, so several labs stand side by side.</summary>
    private static int Labs => int.Parse(Environment.GetEnvironmentVariable("HACP_MATRIX_LABS") ?? "4", CultureInfo.InvariantCulture);

    /// <summary>Long enough for all of it on two idle processors; on a busy machine the report says how many there was no time for.</summary>
    private static TimeSpan Limit => TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("HACP_MATRIX_MINUTES") ?? "11", CultureInfo.InvariantCulture));

    /// <summary>Which cells, by what the report calls them.</summary>
    private static Regex Only => new(Environment.GetEnvironmentVariable("HACP_MATRIX_ONLY") ?? "");

    private readonly Stopwatch clock = Stopwatch.StartNew();

    [MatrixFact]
    public Task Every_point_and_every_fault() => RunAsync(Labs, Shuffled, Changes);

    /// <summary>There the watch is a unit of its own.</summary>
    [MatrixFact(Systemd = true)]
    public Task On_systemd() => RunAsync(1, cells => Shuffled(cells).Take(20), [Change.Edit], "systemd");

    [SampleFact]
    public Task A_sample() => RunAsync(2, cells => cells.Where((_, i) => i % 17 == 5), Changes);

    /// <summary>Each lab does the cells of one change, so that it need not be prepared for the others.</summary>
    private async Task RunAsync(int count, Func<IEnumerable<FaultCell>, IEnumerable<FaultCell>> choose, Change[] changes, string kind = "light")
    {
        var labs = await Task.WhenAll(Enumerable.Range(0, count).Select(i => MatrixLab.UpAsync($"fault{i}", kind: kind)));
        try
        {
            var results = new ConcurrentBag<FaultResult>();
            var queues = changes.Select(_ => new TaskCompletionSource<ConcurrentQueue<FaultCell>>()).ToArray();
            await Task.WhenAll(labs.Select(async (lab, i) =>
            {
                await using var bench = new FaultBench(lab);
                // Where there are fewer labs than changes, a lab does several; where there are more, they share.
                for (var c = i % changes.Length; c < changes.Length; c += count)
                {
                    if (i < changes.Length)
                    {
                        queues[c].SetResult(new(choose(Cells(changes[c], await bench.PointsAsync(changes[c])))));
                    }

                    await WorkAsync(bench, await queues[c].Task, results);
                }
            }));
            var table = FaultTable.Write([.. results], queues.Sum(q => q.Task.Result.Count));
            Say(table);
            Assert.True(results.All(r => r.Problem is null && r.NotTried is null), table);
        }
        finally
        {
            await Task.WhenAll(labs.Select(l => l.DisposeAsync().AsTask()));
        }
    }

    private async Task WorkAsync(FaultBench bench, ConcurrentQueue<FaultCell> cells, ConcurrentBag<FaultResult> results)
    {
        while (clock.Elapsed < Limit && cells.TryDequeue(out var cell))
        {
            var result = await bench.TryAsync(cell);
            results.Add(result);
            Say($"{cell}: {result.Problem ?? result.NotTried ?? "ok"} {result.Recovery.TotalSeconds:0.0} s{(result.Repaired is { } why ? $", repaired: {why}" : "")}");
        }
    }

    private static List<FaultCell> Cells(Change change, IReadOnlyList<(string Script, string Point)> points)
    {
        var cells = new List<FaultCell>();
        foreach (var (script, point) in points)
        {
            // The node changes from cell to cell, so that the first, the middle and the last of a rollout all come up.
            cells.AddRange(Fault.All
                .Where(f => (f.Where?.Invoke(change) ?? true) && !(f.BeforeDecisionOnly && (script is "keep" or "confirm")))
                .Select((f, i) => new FaultCell(change, script, point, f, (cells.Count + i) % 3)));
        }

        return [.. cells.Where(c => Only.IsMatch($"{c}"))];
    }

    /// <summary>In an order that is the same each time and puts no fault last.</summary>
    private static FaultCell[] Shuffled(IEnumerable<FaultCell> cells)
    {
        var shuffled = cells.ToArray();
        new Random(9).Shuffle(shuffled);
        return shuffled;
    }

    private void Say(string text)
    {
        output.WriteLine(text);
        MatrixLog.Say(text);
    }
}
