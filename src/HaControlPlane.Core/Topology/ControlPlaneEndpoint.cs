using System.Net;

namespace HaControlPlane.Topology;

/// <summary>The address, name and port under which clients reach the Kubernetes API.</summary>
public sealed record ControlPlaneEndpoint
{
    /// <summary>The port kubeadm gives a kube-apiserver when nobody says otherwise.</summary>
    public const int DefaultPort = 6443;

    /// <summary>The virtual IP addresses: one, or an IPv4 and an IPv6. Empty for an external load balancer.</summary>
    public IReadOnlyList<IPAddress> VirtualIPs { get; init; } = [];

    /// <summary>
    /// A DNS name for the endpoint, or the address of an external load balancer; when set, kubeadm's controlPlaneEndpoint is this and the
    /// port.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>The address that <see cref="Host"/> is; null when it is a name or absent.</summary>
    internal IPAddress? HostAddress => AddressText.TryParse(Host, out var address) ? address : null;

    /// <summary>The TCP port where clients talk. Default 6443.</summary>
    public int Port { get; init; } = DefaultPort;
}
