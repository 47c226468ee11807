using HaControlPlane.Rollout;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Two admins want different things of the same nodes at the same time: the nodes follow one of them, all of them the same.</summary>
[Trait("Category", "Matrix")]
[Collection("matrix")]
public sealed class TwoAdminsTests(ITestOutputHelper output)
{
    private static readonly int[] Ports = [8443, 9443];

    [MatrixFact]
    public Task Twenty_rounds() => RunAsync(20);

    [SampleFact]
    public Task Two_rounds() => RunAsync(2);

    private async Task RunAsync(int rounds)
    {
        await using var lab = await MatrixLab.UpAsync("two");
        await Change.ApplyAsync(lab, l => l.Topology());
        var random = new Random(20);
        var (won, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var delays = new[] { 0, random.Next(600) };
            var outcomes = await Task.WhenAll(Ports.Select(async (port, i) =>
            {
                await Task.Delay(delays[(round + i) % 2]);
                return await ApplyAsync(lab, port);
            }));
            var state = await lab.StateAsync();
            var open = Ports.Where(p => state.All(s => s.Contains($"port {p} is open", StringComparison.Ordinal))).ToArray();
            Assert.True(open.Length == 1, $"Round {round}, {string.Join(" and ", outcomes)}: a mix.\n{string.Join('\n', state)}");
            Assert.All(state, s => Assert.DoesNotContain("/lock", s, StringComparison.Ordinal));
            Assert.All(state, s => Assert.DoesNotContain("left", s, StringComparison.Ordinal));
            Assert.Single(await lab.SettledHoldersAsync());
            won += outcomes.Count(o => o == "done");
            refused += outcomes.Count(o => o == "HCP208");
            Assert.All(outcomes, o => Assert.Contains(o, (string[])["done", "HCP208"]));
        }

        output.WriteLine($"rounds: {rounds}, runs that were done: {won}, runs that were told HCP208: {refused}, mixes: 0");
    }

    private static async Task<string> ApplyAsync(MatrixLab lab, int port)
    {
        await using var admin = lab.Admin();
        var rollout = new LoadBalancerRollout(admin);
        try
        {
            var report = await rollout.CommitAsync(await rollout.StageAsync(lab.Topology(port: port), default), default);
            return report.Outcome is RolloutOutcome.Applied or RolloutOutcome.NothingToDo ? "done" : FaultBench.Describe(report);
        }
        catch (RolloutException refused)
        {
            return refused.Errors.All(e => e.Id == "HCP208") ? "HCP208" : refused.Message;
        }
    }
}
