using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>What nodes said about themselves. One that cannot be asked does not hide the others.</summary>
/// <param name="Facts">Of those that answered, in the nodes' order.</param>
/// <param name="Errors">Why the others did not, in the nodes' order.</param>
public sealed record NodeSurvey(IReadOnlyList<NodeFacts> Facts, IReadOnlyList<NodeError> Errors)
{
    /// <summary>Asks nodes, which may be of several topologies, so that names may come twice.</summary>
    /// <param name="transport">The way to the nodes.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="throttle">How many are asked at once.</param>
    /// <param name="events">Who hears what happens; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<NodeSurvey> TakeAsync(
        INodeTransport transport, IReadOnlyList<ControlPlaneNode> nodes, int throttle, IProgress<RolloutEvent>? events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var facts = new NodeFacts?[nodes.Count];
        var errors = new NodeError?[nodes.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = throttle, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, nodes.Count), parallel, async (i, token) =>
        {
            events?.Report(new RolloutEvent(RolloutPhase.Facts, nodes[i], "looking at the node"));
            try
            {
                facts[i] = await NodeFacts.GatherAsync(transport, nodes[i], token).ConfigureAwait(false);
            }
            catch (NodeException problem)
            {
                errors[i] = problem.Error;
            }

            events?.Report(new RolloutEvent(RolloutPhase.Facts, nodes[i], errors[i]?.What ?? "done", Done: true));
        }).ConfigureAwait(false);
        return new NodeSurvey([.. facts.OfType<NodeFacts>()], [.. errors.OfType<NodeError>()]);
    }
}
