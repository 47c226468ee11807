namespace HaControlPlane.Manifests;

/// <summary>What is to become of the arguments of one static pod's container.</summary>
/// <param name="Component">The manifest's name in the kubelet's folder; without an ending for <c>.yaml</c>.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Arguments">The changes, in their order.</param>
public sealed record ComponentChange(string Component, string Container, IReadOnlyList<ArgumentChange> Arguments)
{
    /// <summary>The container of a component where nobody says otherwise: it is called as its manifest is.</summary>
    public static string ContainerOf(string component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.EndsWith(".yaml", StringComparison.Ordinal) || component.EndsWith(".json", StringComparison.Ordinal) ? component[..^5]
            : component.EndsWith(".yml", StringComparison.Ordinal) ? component[..^4]
            : component;
    }
}
