namespace HaControlPlane.Bridge;

/// <summary>Takes events from the engine's threads and has them handled on the pipeline's.</summary>
internal sealed class PipelineSink<T>(EngineBridge bridge, Action<T> handle) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => bridge.Post(() => handle(value));
}
