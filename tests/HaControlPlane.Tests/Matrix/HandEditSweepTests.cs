using System.Globalization;
using HaControlPlane.Rollout;
using Xunit.Abstractions;

namespace HaControlPlane.Tests.Matrix;

/// <summary>SIGKILL between any two commands of a commit that replaces a text edited by hand: that text is never lost.</summary>
[Trait("Category", "Matrix")]
[Collection("matrix")]
public sealed class HandEditSweepTests(ITestOutputHelper output)
{
    private static readonly TimeSpan HealWithin = TimeSpan.FromSeconds(30);

    [MatrixFact]
    public Task Every_command() => RunAsync(_ => true);

    [SampleFact]
    public Task Some_commands() => RunAsync(k => k % 9 == 4);

    private async Task RunAsync(Func<int, bool> choose)
    {
        await using var lab = await MatrixLab.UpAsync("edit", 1);
        var node = lab.Nodes[0];
        var lost = new List<string>();
        var count = int.MaxValue;
        for (var kill = 0; kill <= count; kill++)
        {
            if (kill > 0 && !choose(kill))
            {
                continue;
            }

            await CrashSweepTests.SettleAsync(lab, 0, Change.Edit.From);
            await lab.ShAsync(node, $"echo '# by hand, {kill}.' >>/etc/haproxy/haproxy.cfg");
            await CrashSweepTests.RunOnceAsync(lab, 0, Change.Edit, ["commit"], kill);
            if (kill == 0)
            {
                count = int.Parse(await lab.ShAsync(node, "cat /run/matrix.count"), CultureInfo.InvariantCulture);
            }

            await SettledAsync(lab);
            var where = await lab.ShAsync(node, $"grep -rlF '# by hand, {kill}.' /etc/haproxy/haproxy.cfg /var/lib/hacontrolplane.kept 2>/dev/null || true");
            output.WriteLine($"killed before command {kill}: {where.ReplaceLineEndings(" ")}");
            // Nowhere, it is lost; in two places, a copy was left behind.
            if (where.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length != 1)
            {
                lost.Add($"killed before command {kill} of {count}: {where}");
            }
        }

        Assert.Empty(lost);
    }

    /// <summary>By its own watch, or where that was not armed yet by a repair.</summary>
    private static async Task SettledAsync(MatrixLab lab)
    {
        for (var until = DateTime.UtcNow + HealWithin; DateTime.UtcNow < until; await Task.Delay(300))
        {
            if ((await lab.ShAsync(lab.Nodes[0], "ls -A /var/lib/hacontrolplane/tx; ! ls /var/lib/hacontrolplane/tx/*/watch >/dev/null 2>&1 || echo watched")).Trim() is var open && !open.EndsWith("watched", StringComparison.Ordinal))
            {
                if (open.Length > 0)
                {
                    await using var admin = lab.Admin();
                    await RolloutRepair.RunAsync(admin, [lab.Topology().Nodes[0]], Change.Options with { TakeOverLocks = true }, null, default);
                }

                return;
            }
        }
    }
}
