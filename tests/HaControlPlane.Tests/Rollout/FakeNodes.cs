using System.Collections.Concurrent;
using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;
using HaControlPlane.Scripts;
using HaControlPlane.Tests.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rollout;

/// <summary>Nodes that answer scripts by their titles and write down who was asked what. The VIP moves when its holder commits.</summary>
internal sealed class FakeNodes : INodeTransport
{
    public ConcurrentQueue<string> Log { get; } = new();

    public List<ControlPlaneNode> Nodes { get; } =
    [
        .. Enumerable.Range(1, 3).Select(i => new ControlPlaneNode { Name = $"n{i}", Address = IPAddress.Parse($"10.0.0.{i}"), Interface = "eth1" }),
    ];

    /// <summary>Who holds the VIP; empty for nobody.</summary>
    public HashSet<string> Holders { get; set; } = [];

    /// <summary>Nodes on which the file is as it must be.</summary>
    public HashSet<string> Unchanged { get; set; } = [];

    /// <summary>Nodes that say they are as planned when they are asked first.</summary>
    public HashSet<string> AsPlanned { get; set; } = [];

    /// <summary>What to do instead of the usual for "TITLE NODE"; throwing is fine.</summary>
    public Dictionary<string, Func<CancellationToken, Task>> Instead { get; } = [];

    /// <summary>What /readyz through the VIP answers, by node.</summary>
    public Func<string, int> Answer { get; set; } = _ => 200;

    public static ControlPlaneEndpoint Endpoint { get; } = new() { VirtualIPs = [IPAddress.Parse("10.0.0.100")], Port = 8443 };

    public IReadOnlyList<NodePlan> Plans() =>
        [.. Nodes.Select(n => new NodePlan(n, [new PutFile(new NodeFile { Node = n, Path = "/etc/x", Content = "new\n", Role = NodeFileRole.Other }), new RunService("haproxy", ["/etc/x"], [], 8443)], PlanScope.Files))];

    /// <summary>A topology of these nodes, whose plan a node can compare by itself.</summary>
    public ControlPlaneTopology Topology() => Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service) with
    {
        Nodes = Nodes,
        Sysctl = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" },
    };

    public IEnumerable<string> Did(string title) => Log.Where(l => l.StartsWith(title + " ", StringComparison.Ordinal)).Select(l => l[(title.Length + 1)..]);

    public NodeException Error(string node, NodeErrorKind kind = NodeErrorKind.DaemonFailed) => NodeErrors.Create(Nodes.Single(n => n.Name == node), kind, "as told");

    public Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken) => Task.FromResult<INodeConnection>(new Connection(this, node));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<ScriptRecord>> RunAsync(string node, NodeScript script, CancellationToken cancellationToken)
    {
        Log.Enqueue($"{script.Title} {node}");
        if (Instead.TryGetValue($"{script.Title} {node}", out var instead))
        {
            await instead(cancellationToken);
        }

        return script.Title switch
        {
            "comparing" => AsPlanned.Contains(node) ? Records("same") : Records("differs"),
            "stage" when Unchanged.Contains(node) => Records("file 1 same x", "service haproxy active enabled", "staged closed"),
            "stage" => Records("file 1 changed x6f6c640a -rw-r--r--,0,0", "service haproxy active enabled", "staged kept"),
            "status" => Records("process keepalived running", "process haproxy running", "process kube-vip running", "port 8443 open",
                $"vip 10.0.0.100 {(Holders.Contains(node) ? "eth1" : "-")} {Answer(node)}"),
            _ => Records(),
        };
    }

    private static IReadOnlyList<ScriptRecord> Records(params string[] lines) => ScriptRecord.ParseAll(string.Concat(lines.Select(l => $"@{l}\n")) + "@end 0\n");

    private sealed class Connection(FakeNodes nodes, ControlPlaneNode node) : INodeConnection
    {
        public Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken) => nodes.RunAsync(node.Name, script, cancellationToken);
    }
}
