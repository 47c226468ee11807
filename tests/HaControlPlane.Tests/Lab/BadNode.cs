using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>A run on a lab of which node-2 is broken must refuse as a whole: one error, nothing changed anywhere.</summary>
internal static class BadNode
{
    public const string Name = "node-2";

    /// <summary>Breaks the node, lets apply refuse, heals the node and compares.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="breaking">Breaks node-2; what it does outside of files that count is healed by <paramref name="healing"/>.</param>
    /// <param name="healing">Takes back exactly what <paramref name="breaking"/> did.</param>
    /// <param name="expected">The error's id and what its two sentences must hold.</param>
    /// <param name="topology">The topology; null for the lab's own.</param>
    /// <param name="over">The transport.</param>
    public static async Task<HacpRun> RefusesAsync(
        LabCluster lab, Func<Task> breaking, Func<Task> healing, (string Id, string What, string Fix) expected, string? topology = null, TransportKind over = TransportKind.OpenSsh)
    {
        var before = await lab.StateAsync();
        await breaking();
        HacpRun run;
        try
        {
            run = await lab.HacpAsync("apply", topology ?? lab.TopologyFile, "--yes", "--json", "--transport", Word(over));
        }
        finally
        {
            await healing();
        }

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal("failed", run.Outcome);
        var error = Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(expected.Id, error.GetProperty("id").GetString());
        Assert.Equal(Name, error.GetProperty("node").GetString());
        Assert.Contains(expected.What, error.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Contains(expected.Fix, error.GetProperty("fix").GetString(), StringComparison.Ordinal);
        await lab.AssertUnchangedAsync(before);
        return run;
    }

    /// <summary>The same, broken and healed by lines of shell on the node.</summary>
    public static Task<HacpRun> RefusesAsync(LabCluster lab, string breaking, string healing, (string Id, string What, string Fix) expected, string? topology = null, TransportKind over = TransportKind.OpenSsh) =>
        RefusesAsync(lab, () => lab.ShAsync(Name, breaking), () => lab.ShAsync(Name, healing), expected, topology, over);

    /// <summary>A transport as the console takes it.</summary>
    public static string Word(TransportKind kind) => TopologyWords.Transports.WordOf(kind);
}
