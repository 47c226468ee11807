namespace HaControlPlane.Manifests;

/// <summary>What is to become of a cluster's ranges. Null leaves one as it is.</summary>
/// <param name="ServiceCidr">The range of Services; with a comma between those of two families.</param>
/// <param name="PodCidr">The range of pods; likewise.</param>
/// <param name="AllocateNodeCidrs">The controller manager gives each node its part of the range of pods.</param>
public sealed record CidrChange(string? ServiceCidr, string? PodCidr, bool? AllocateNodeCidrs)
{
    /// <summary>Anything is to change at all.</summary>
    public bool ChangesSomething => ServiceCidr is not null || PodCidr is not null || AllocateNodeCidrs is not null;

    private const string ControllerManager = "kube-controller-manager";
    private const string ServiceFlag = "service-cluster-ip-range";

    /// <summary>The arguments that change, by component. On a node they change together, since ranges that differ are of no use, and are waited for in this order.</summary>
    internal IReadOnlyList<ComponentChange> Components =>
    [
        .. ServiceCidr is null ? Array.Empty<ComponentChange>() : [new ComponentChange("kube-apiserver", "kube-apiserver", [new ArgumentChange(ServiceFlag, ServiceCidr)])],
        new ComponentChange(ControllerManager, ControllerManager,
        [
            .. Flag(ServiceFlag, ServiceCidr),
            .. Flag("cluster-cidr", PodCidr),
            .. Flag("allocate-node-cidrs", AllocateNodeCidrs is { } allocate ? (allocate ? "true" : "false") : null),
        ]),
    ];

    private static IEnumerable<ArgumentChange> Flag(string name, string? value) => value is null ? [] : [new ArgumentChange(name, value)];
}
