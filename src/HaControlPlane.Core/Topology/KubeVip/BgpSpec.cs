namespace HaControlPlane.Topology;

/// <summary>kube-vip's BGP speaker. Its router id on each node is the node's own IPv4 address.</summary>
public sealed record BgpSpec
{
    /// <summary>The autonomous system number kube-vip takes when nobody says otherwise: the first of the private ones.</summary>
    public const long DefaultAs = 65000;

    /// <summary>The nodes' own autonomous system number, 1 to 4294967295. Default 65000.</summary>
    public long As { get; init; } = DefaultAs;

    /// <summary>The routers that hear of the address.</summary>
    public IReadOnlyList<BgpPeer> Peers { get; init; } = [];
}
