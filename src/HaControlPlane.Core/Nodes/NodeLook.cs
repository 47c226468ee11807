using System.Globalization;
using System.Net;
using HaControlPlane.Plans;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What a node is, and what it found on its network where an endpoint is to be.</summary>
public sealed record NodeLook
{
    /// <summary>What the node is.</summary>
    public required NodeFacts Facts { get; init; }

    /// <summary>Who answers for each virtual IP.</summary>
    public required IReadOnlyList<VipAnswer> Answers { get; init; }

    /// <summary>Who speaks VRRP on the endpoint's router id.</summary>
    public required IReadOnlyList<VrrpSpeaker> Speakers { get; init; }

    /// <summary>Whether it could listen: yes, own (its own keepalived is on that id), no-router (there is no id), no-tool or no-interface.</summary>
    public required string Heard { get; init; }

    /// <summary>What configures keepalived and haproxy there, and what runs.</summary>
    internal NodeServices Services { get; init; } = new() { Configs = [] };

    /// <summary>The node.</summary>
    public ControlPlaneNode Node => Facts.Node;

    /// <summary>Asks a node. Nothing is changed there.</summary>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<NodeLook> TakeAsync(INodeTransport transport, ControlPlaneNode node, NodeLookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var connection = await transport.ConnectAsync(node, cancellationToken).ConfigureAwait(false);
        var asked = DateTimeOffset.UtcNow;
        var records = await connection.RunAsync(ScriptCompiler.Look(request), cancellationToken).ConfigureAwait(false);
        return Read(node, records, asked, DateTimeOffset.UtcNow)
            ?? throw NodeErrors.Create(node, NodeErrorKind.Protocol, "The node said nothing of itself.");
    }

    /// <summary>Reads what a node said; null when it said nothing of itself.</summary>
    internal static NodeLook? Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records, DateTimeOffset asked, DateTimeOffset answered) =>
        !records.Any(r => r.Kind == "host") ? null : new NodeLook
        {
            Facts = NodeFacts.Read(node, records, asked, answered),
            Answers = [.. records.Where(r => r.Kind == "answer").Select(Answer)],
            Speakers = [.. records.Where(r => r.Kind == "advert").Select(Speaker)],
            Heard = records.FirstOrDefault(r => r.Kind == "heard")?[0] ?? "no-tool",
            Services = NodeServices.Read(records),
        };

    private static VipAnswer Answer(ScriptRecord record) => new(
        IPAddress.Parse(record[0]),
        record[1] switch { "here" => VipAnswerKind.Here, "answered" => VipAnswerKind.Answered, "silent" => VipAnswerKind.Silent, _ => VipAnswerKind.NotAsked },
        record[2] is "-" or "" ? null : record[2]);

    private static VrrpSpeaker Speaker(ScriptRecord record) => new(
        IPAddress.Parse(record[0]),
        int.Parse(record[1], CultureInfo.InvariantCulture),
        int.Parse(record[2], CultureInfo.InvariantCulture));
}
