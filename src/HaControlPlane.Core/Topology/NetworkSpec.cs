namespace HaControlPlane.Topology;

/// <summary>The cluster's address ranges and the static routes its nodes need.</summary>
public sealed record NetworkSpec
{
    /// <summary>The Service range, kube-apiserver's <c>--service-cluster-ip-range</c>. Null: not declared.</summary>
    public Cidr? ServiceCidr { get; init; }

    /// <summary>The pod range, kube-controller-manager's <c>--cluster-cidr</c>. Null: not declared.</summary>
    public Cidr? PodCidr { get; init; }

    /// <summary>Static routes for every node.</summary>
    public IReadOnlyList<RouteSpec> Routes { get; init; } = [];
}
