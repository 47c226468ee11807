using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using HaControlPlane.Topology;

namespace HaControlPlane.Plans;

/// <summary>What each node remembers of its topology, so that a later run misses nodes and addresses that left it.</summary>
/// <param name="Name">The topology's name.</param>
/// <param name="VirtualIPs">Its virtual addresses.</param>
/// <param name="Nodes">Its nodes, as far as it takes to reach them: name, address, SSH host and port.</param>
public sealed record ClusterRecord(string Name, IReadOnlyList<IPAddress> VirtualIPs, IReadOnlyList<ControlPlaneNode> Nodes)
{
    private static readonly PerTopology<ClusterRecord> Known = new(t => new ClusterRecord(t.Name, t.Endpoint.VirtualIPs, t.Nodes));
    private static readonly ConditionalWeakTable<ClusterRecord, string> Texts = [];

    /// <summary>The record of a topology.</summary>
    public static ClusterRecord Of(ControlPlaneTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return Known.Of(topology);
    }

    /// <summary>One line a fact: <c>name NAME</c>, <c>vip ADDRESS</c>, <c>node NAME ADDRESS SSH-HOST SSH-PORT</c>, a dash for none.</summary>
    public override string ToString() => Texts.GetValue(this, record => record.Text());

    private string Text() => string.Concat(
    [
        $"name {Name}\n",
        .. VirtualIPs.Select(v => $"vip {v}\n"),
        .. Nodes.Select(n => string.Create(CultureInfo.InvariantCulture, $"node {n.Name} {n.Address} {n.Ssh.HostName ?? "-"} {n.Ssh.Port?.ToString(CultureInfo.InvariantCulture) ?? "-"}\n")),
    ]);

    /// <summary>Reads a record; lines that are not understood are passed over, so that a newer version's record can be read.</summary>
    /// <param name="text">What a node remembers.</param>
    /// <param name="login">How nodes are logged in to; what the record says of a node's host and port counts more.</param>
    public static ClusterRecord Parse(string text, SshOptions login)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(login);
        var lines = text.Split('\n').Select(l => l.Split(' ')).ToArray();
        return new ClusterRecord(
            lines.FirstOrDefault(l => l is ["name", _])?[1] ?? string.Empty,
            [.. lines.Where(l => l is ["vip", _]).Select(l => IPAddress.TryParse(l[1], out var vip) ? vip : null).OfType<IPAddress>()],
            [.. lines.Select(l => Node(l, login)).OfType<ControlPlaneNode>()]);
    }

    private static ControlPlaneNode? Node(string[] line, SshOptions login) =>
        line is ["node", var name, var address, var host, var port, ..] && IPAddress.TryParse(address, out var ip)
            ? new ControlPlaneNode
            {
                Name = name,
                Address = ip,
                Ssh = login with
                {
                    HostName = host == "-" ? null : host,
                    Port = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
                },
            }
            : null;
}
