using System.Net;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>A route of a node by a gateway: in the kernel's main table, or in the files of ours that bring it back.</summary>
public sealed record NodeRoute
{
    /// <summary>Who owns what <c>Set-NodeRoute</c> set.</summary>
    private const string Standalone = "Set-NodeRoute";

    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>The range it leads to, such as <c>10.96.0.0/12</c>.</summary>
    public required string Destination { get; init; }

    /// <summary>The router.</summary>
    public required IPAddress Gateway { get; init; }

    /// <summary>The interface it leaves by.</summary>
    public required string Interface { get; init; }

    /// <summary>It is in force right now.</summary>
    public bool Live { get; init; }

    /// <summary>For ours: the file on the node that brings it back; null when that file does not name it any more. Of others this is not known.</summary>
    public string? PersistentFile { get; init; }

    /// <summary>We set it.</summary>
    public bool Ours { get; init; }

    /// <summary>Whose it is: the topology's name, <c>Set-NodeRoute</c>, or for somebody else's what the kernel calls its protocol, such as <c>static</c>, <c>dhcp</c>, <c>ra</c>, or <c>boot</c> for one that was set by hand.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>As ip(8) writes it.</summary>
    public override string ToString() => $"{Destination} via {Gateway} dev {Interface}";

    /// <summary>Asks a node, ours first.</summary>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<IReadOnlyList<NodeRoute>> GatherAsync(INodeTransport transport, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var records = await transport.RunAsync(node, ScriptCompiler.Routes(), cancellationToken).ConfigureAwait(false);
        return [.. records.Where(r => r.Kind == "route").Select(r => Read(node, r))];
    }

    /// <summary>"route DESTINATION GATEWAY DEVICE yes-or-no ours-or-foreign FILE OWNER"</summary>
    private static NodeRoute Read(ControlPlaneNode node, ScriptRecord record)
    {
        var ours = record[4] == "ours";
        return new NodeRoute
        {
            Node = node,
            Destination = record[0],
            Gateway = IPAddress.Parse(record[1]),
            Interface = record[2],
            Live = record[3] == "yes",
            Ours = ours,
            PersistentFile = record[5].Length == 0 ? null : record[5],
            Owner = ours && record[6].Length == 0 ? Standalone : record[6],
        };
    }
}
