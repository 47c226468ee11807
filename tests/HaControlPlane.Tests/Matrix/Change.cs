using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Matrix;

/// <summary>A change of a whole lab from one state to another.</summary>
/// <param name="Name">What it is.</param>
/// <param name="From">The topology before; null for nothing of ours.</param>
/// <param name="To">The topology after; null for the removal.</param>
internal sealed record Change(string Name, Func<MatrixLab, ControlPlaneTopology>? From, Func<MatrixLab, ControlPlaneTopology>? To)
{
    public static Change Install { get; } = new("install", null, l => l.Topology());

    public static Change Edit { get; } = new("change", l => l.Topology(), l => l.Topology(port: 9443));

    public static Change ToPods { get; } = new("to pods", l => l.Topology(), l => l.Topology(RunAs.StaticPod));

    public static Change ToServices { get; } = new("to services", l => l.Topology(RunAs.StaticPod), l => l.Topology());

    public static Change Removal { get; } = new("removal", l => l.Topology(), null);

    /// <summary>Short, so that a test need not wait long for a node to undo by itself.</summary>
    public static RolloutOptions Options { get; } = new() { UndoAfter = TimeSpan.FromSeconds(6), DaemonsWithin = TimeSpan.FromSeconds(45), GateWithin = TimeSpan.FromSeconds(30) };

    public static Task<StagedRollout> StageAsync(LoadBalancerRollout rollout, MatrixLab lab, Func<MatrixLab, ControlPlaneTopology>? side, CancellationToken cancellationToken = default) =>
        side is null ? rollout.StageRemovalAsync(lab.Topology(), cancellationToken) : rollout.StageAsync(side(lab), cancellationToken);

    /// <summary>Brings the lab to one side, in good order.</summary>
    public static async Task ApplyAsync(MatrixLab lab, Func<MatrixLab, ControlPlaneTopology>? side)
    {
        await using var admin = lab.Admin();
        var rollout = new LoadBalancerRollout(admin, new() { TakeOverLocks = true, GateWithin = TimeSpan.FromSeconds(30), DaemonsWithin = TimeSpan.FromSeconds(60) });
        var report = await rollout.CommitAsync(await StageAsync(rollout, lab, side), default);
        if (report.Outcome is not (RolloutOutcome.Applied or RolloutOutcome.NothingToDo))
        {
            throw new InvalidOperationException($"The lab cannot be prepared: {string.Join(' ', report.Nodes.Select(n => $"{n.Node} {n.State} {n.Error?.What}"))}");
        }
    }
}
