using System.Management.Automation;
using HaControlPlane.Bridge;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Rollouts;

/// <summary>One transaction as a cmdlet does it: stage on all nodes, ask, commit or abandon.</summary>
internal static class NodeRollout
{
    /// <summary>What became of each node, and the error that says so when the nodes are not all on one side.</summary>
    public static (IReadOnlyList<NodeReport> Nodes, NodeError? Mixed) Run(
        PSCmdlet cmdlet, NodeSession session, RolloutOptions options, Func<LoadBalancerRollout, CancellationToken, Task<StagedRollout>> stage)
    {
        var rollout = new LoadBalancerRollout(session.Transport, options, session.Events);
        var staged = session.Run(token => stage(rollout, token));
        var commit = false;
        try
        {
            cmdlet.WriteFindings(staged.Findings);
            commit = RolloutDecision.Ask(cmdlet, staged);
        }
        finally
        {
            if (!commit)
            {
                EngineBridge.RunQuietly(() => rollout.AbandonAsync(staged));
            }
        }

        if (!commit)
        {
            return ([.. staged.Nodes.Select(NotCommitted)], null);
        }

        var report = session.Run(token => rollout.CommitAsync(staged, token));
        return (report.Nodes, report.Mixed);
    }

    private static NodeReport NotCommitted(StagedNode node) =>
        new(node.Node, node.HasChanges ? NodeState.Untouched : NodeState.Unchanged, node.Files) { AwaitsKubelet = node.AwaitsKubelet, Waits = node.Waits };
}
