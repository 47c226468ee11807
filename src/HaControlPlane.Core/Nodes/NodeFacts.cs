using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What a node said about itself.</summary>
public sealed record NodeFacts
{
    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>Its own host name.</summary>
    public required string HostName { get; init; }

    /// <summary>What runs its services: <c>systemd</c>, <c>sysv</c> or <c>none</c>.</summary>
    public required string ServiceManager { get; init; }

    /// <summary>The versions of keepalived, haproxy and curl, where they are installed.</summary>
    public required IReadOnlyDictionary<string, string> Programs { get; init; }

    /// <summary>Its addresses, each with its interface.</summary>
    public required IReadOnlyList<InterfaceAddress> Addresses { get; init; }

    /// <summary>The VRRP password in its keepalived.conf; null when it has none.</summary>
    public Secret? AuthPass { get; init; }

    /// <summary>Asks a node.</summary>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<NodeFacts> GatherAsync(INodeTransport transport, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var connection = await transport.ConnectAsync(node, cancellationToken).ConfigureAwait(false);
        return Read(node, await connection.RunAsync(ScriptCompiler.Facts(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The interface whose subnet holds an address, the one that carries the node's own address before others; or null.</summary>
    public string? InterfaceFor(System.Net.IPAddress address) => Addresses
        .Where(a => a.Range.Contains(address) && !a.Range.Address.Equals(address))
        .OrderByDescending(a => a.Range.Address.Equals(Node.Address))
        .ThenByDescending(a => a.Range.PrefixLength)
        .FirstOrDefault()?.Interface;

    private static NodeFacts Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        var host = records.First(r => r.Kind == "host");
        return new NodeFacts
        {
            Node = node,
            HostName = host[0],
            ServiceManager = host[1],
            Programs = records.Where(r => r.Kind == "daemon").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal),
            Addresses = [.. records.Where(r => r.Kind == "address").Select(Address).OfType<InterfaceAddress>()],
            AuthPass = records.FirstOrDefault(r => r.Kind == "auth-pass") is { } pass ? new Secret(pass[0]) : null,
        };
    }

    private static InterfaceAddress? Address(ScriptRecord record) =>
        Cidr.TryParse(record[1], out var range) ? new InterfaceAddress(record[0], range) : null;
}
