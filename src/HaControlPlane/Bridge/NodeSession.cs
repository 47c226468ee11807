using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Bridge;

/// <summary>What a cmdlet hands to the engine: the way to the nodes, and who hears what happens there.</summary>
internal sealed record NodeSession(EngineBridge Bridge, INodeTransport Transport, IProgress<RolloutEvent> Events)
{
    /// <inheritdoc cref="EngineBridge.Run"/>
    public T Run<T>(Func<CancellationToken, Task<T>> work) => Bridge.Run(work);
}
