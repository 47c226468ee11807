using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout;

/// <summary>What many nodes answered to one question. One that cannot be asked does not hide the others.</summary>
/// <typeparam name="T">What one node answers.</typeparam>
/// <param name="Answers">Of those that answered, in the nodes' order.</param>
/// <param name="Errors">Why the others did not, in the nodes' order.</param>
public sealed record NodeAnswers<T>(IReadOnlyList<T> Answers, IReadOnlyList<NodeError> Errors)
    where T : class;

/// <summary>Asks many nodes one question, so many at once.</summary>
public static class NodeAnswers
{
    /// <summary>Asks nodes, which may be of several topologies, so that names may come twice.</summary>
    /// <typeparam name="T">What one node answers.</typeparam>
    /// <param name="nodes">The nodes.</param>
    /// <param name="throttle">How many are asked at once.</param>
    /// <param name="events">Who hears what happens; null for nobody.</param>
    /// <param name="ask">Asks one of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<NodeAnswers<T>> OfAsync<T>(
        IReadOnlyList<ControlPlaneNode> nodes,
        int throttle,
        IProgress<RolloutEvent>? events,
        Func<ControlPlaneNode, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(ask);
        var answers = new T?[nodes.Count];
        var errors = new NodeError?[nodes.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = throttle, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, nodes.Count), parallel, async (i, token) =>
        {
            events?.Report(new RolloutEvent(RolloutPhase.Facts, nodes[i], "looking at the node"));
            try
            {
                answers[i] = await ask(nodes[i], token).ConfigureAwait(false);
            }
            catch (NodeException problem)
            {
                errors[i] = problem.Error;
            }

            events?.Report(new RolloutEvent(RolloutPhase.Facts, nodes[i], errors[i]?.What ?? "done", Done: true));
        }).ConfigureAwait(false);
        return new NodeAnswers<T>([.. answers.OfType<T>()], [.. errors.OfType<NodeError>()]);
    }
}
