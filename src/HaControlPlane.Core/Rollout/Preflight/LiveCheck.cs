using System.Collections.Concurrent;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Topology;

namespace HaControlPlane.Rollout.Preflight;

/// <summary>What the rules about live nodes say of a topology right now.</summary>
/// <param name="Findings">What was found, errors too.</param>
/// <param name="Unreached">Nodes that could not be asked.</param>
public sealed record LiveCheck(IReadOnlyList<Finding> Findings, IReadOnlyList<NodeError> Unreached)
{
    /// <summary>Every node was asked, and nothing forbids a rollout.</summary>
    public bool Passed => Unreached.Count == 0 && Findings.All(f => f.Severity != FindingSeverity.Error);

    /// <summary>Looks at every node at once and holds it against the rules. Nothing is changed or left there.</summary>
    /// <param name="transport">The way to the nodes.</param>
    /// <param name="topology">The topology.</param>
    /// <param name="options">How many nodes at once.</param>
    /// <param name="events">Who hears what happens; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<LiveCheck> RunAsync(
        INodeTransport transport, ControlPlaneTopology topology, RolloutOptions options, IProgress<RolloutEvent>? events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var looks = new ConcurrentDictionary<string, NodeLook>(StringComparer.Ordinal);
        var errors = await new RolloutNodes(transport, options, events).EachAsync(topology.Nodes, RolloutPhase.Facts, "looking at the node and its network", async (node, token) =>
            looks[node.Name] = await NodeLook.TakeAsync(transport, node, NodeLookRequest.Of(topology, node), token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new LiveCheck(PreflightRules.Check(topology, [.. topology.Nodes.Select(n => looks.GetValueOrDefault(n.Name)).OfType<NodeLook>()]), errors);
    }
}
