using System.Diagnostics;
using System.Net;
using System.Text;
using HaControlPlane.Nodes;
using HaControlPlane.Probing.Drills;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Probing;

/// <summary>What a drill asks of nodes, and what it says when they do not answer.</summary>
public sealed class DrillCourseTests
{
    private static readonly ControlPlaneTopology Prod = TopologyReader.Read(
        """
        name: prod
        endpoint: { vip: 127.0.0.9, port: 1 }
        loadBalancer: { kind: keepalived-haproxy }
        nodes:
          - { name: n1, address: 127.0.0.1 }
          - { name: n2, address: 127.0.0.2 }
        """, "prod.yaml").Topology!;

    [Fact]
    public async Task The_interface_is_the_nodes_own()
    {
        var nodes = new DrillNodes();
        await RunAsync(nodes, "n2");
        await RunAsync(nodes, "n1");

        Assert.Equal(["'eth2' '-' '127.0.0.9'", "'eth1' '-' '127.0.0.9'"], nodes.Armed);
    }

    [Fact]
    public async Task Before_a_drain_the_other_nodes_relay_and_are_told_to_end()
    {
        var nodes = new DrillNodes();
        await RunAsync(nodes, "n1", DrillFault.Drain);
        var without = new DrillNodes { Unfit = "n2" };
        var report = await RunAsync(without, "n1", DrillFault.Drain);

        Assert.Equal(["'eth2' '127.0.0.1' '127.0.0.9'", "'eth1' 'relayed' '127.0.0.9'"], nodes.Armed);
        Assert.Equal(["n2", "n1"], nodes.Ended);
        Assert.Equal(["'eth1' '-' '127.0.0.9'"], without.Armed);
        Assert.Contains(report.Events, e => e.What.StartsWith("if n2 takes over, requests in flight are cut: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drain_of_two_families_is_relayed_in_both()
    {
        var nodes = new DrillNodes { Second = true };
        await RunAsync(nodes, "n1", DrillFault.Drain, Prod with { Endpoint = Prod.Endpoint with { VirtualIPs = [.. Prod.Endpoint.VirtualIPs, IPAddress.Parse("fd00::9")] } });

        Assert.Equal(["'eth2' '127.0.0.1 fd00::1' '127.0.0.9' 'fd00::9'", "'eth1' 'relayed' '127.0.0.9' 'fd00::9'"], nodes.Armed);
    }

    [Fact]
    public async Task It_says_that_the_fault_is_taken_back_only_when_the_node_does()
    {
        var heard = await RunAsync(new DrillNodes(), "n2");
        var silent = await RunAsync(new DrillNodes { Silent = true }, "n2");

        Assert.Contains("the fault is taken back", heard.Events.Select(e => e.What));
        Assert.NotNull(heard.TakenBackAt);
        Assert.DoesNotContain("the fault is taken back", silent.Events.Select(e => e.What));
        Assert.Contains("n2 does not say that it took the fault back", silent.Events.Select(e => e.What));
        Assert.Null(silent.TakenBackAt);
    }

    [Theory]
    [InlineData("anna@laptop, process 7", "HCP420")]
    [InlineData("drill: anna@laptop drain", "HCP254")]
    public async Task It_is_refused_while_any_node_is_locked(string holder, string id)
    {
        var refused = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new DrillNodes { Lock = holder }, "n2"));

        Assert.Equal(id, refused.Error.Id);
        Assert.Equal("n1", refused.Error.Node.Name);
        Assert.Contains("anna@laptop", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_never_returns_was_lost_until_the_end()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        var kept = new LongConnection(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 1), clock, _ => { });
        await kept.RunAsync(end.Token);

        Assert.Equal(1, kept.Cuts);
        Assert.InRange(kept.LongestGap, TimeSpan.FromMilliseconds(250), clock.Elapsed);
    }

    private static async Task<DrillReport> RunAsync(INodeTransport nodes, string node, DrillFault fault = DrillFault.HaproxyKill, ControlPlaneTopology? topology = null)
    {
        var options = new DrillOptions { Fault = fault, Node = node, Lasts = TimeSpan.Zero, Before = TimeSpan.Zero, ReturnWithin = TimeSpan.Zero };
        var drill = await Drill.PrepareAsync(nodes, topology ?? Prod, options, CancellationToken.None);
        return await drill.RunAsync(null, CancellationToken.None);
    }

    /// <summary>Two healthy nodes, each with an interface of another name; n1 holds the virtual IP.</summary>
    private sealed class DrillNodes : INodeTransport
    {
        public List<string> Armed { get; } = [];

        /// <summary>Nobody can be asked once the fault is armed.</summary>
        public bool Silent { get; init; }

        public List<string> Ended { get; } = [];

        /// <summary>The node on which nothing can be armed.</summary>
        public string? Unfit { get; init; }

        /// <summary>Nodes have an IPv6 address, too.</summary>
        public bool Second { get; init; }

        /// <summary>Who holds the lock of n1.</summary>
        public string? Lock { get; init; }

        public Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken) => Task.FromResult<INodeConnection>(new Connection(this, node));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private IReadOnlyList<ScriptRecord> Answer(ControlPlaneNode node, NodeScript script) => script.Title switch
        {
            "vip" => Records("process keepalived running", "process haproxy running", "port 1 open", $"vip 127.0.0.9 {(node.Name == "n1" ? "eth1" : "-")} 200",
                Second ? $"vip fd00::9 {(node.Name == "n1" ? "eth1" : "-")} 200" : "clock 0",
                node.Name == "n1" && Lock is { } holder ? $"lock x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(holder))}" : "clock 0"),
            "facts" => Records("host n sysv", $"address eth{node.Name[1]} {node.Address}/8", Second ? $"address eth{node.Name[1]} fd00::{node.Name[1]}/64" : "clock 0"),
            "arm" when node.Name == Unfit => throw NodeErrors.Create(node, NodeErrorKind.DrillUnfit, "as told"),
            "arm" => Arm(script),
            _ when Silent => throw NodeErrors.Create(node, NodeErrorKind.Unreachable, "as told"),
            "end" => End(node, "now 100.5", "moment begun 100.1", "moment broken 100.2", "moment undone 100.4"),
            _ => Records(),
        };

        private IReadOnlyList<ScriptRecord> End(ControlPlaneNode node, params string[] lines)
        {
            Ended.Add(node.Name);
            return Records(lines);
        }

        private IReadOnlyList<ScriptRecord> Arm(NodeScript script)
        {
            var text = Encoding.UTF8.GetString(script.Input(null));
            Armed.Add(text[(text.LastIndexOf("'eth", StringComparison.Ordinal))..].Split('\n')[0]);
            return Records("armed 100.0");
        }

        private static IReadOnlyList<ScriptRecord> Records(params string[] lines) => ScriptRecord.ParseAll(string.Concat(lines.Select(l => $"@{l}\n")) + "@end 0\n");

        private sealed class Connection(DrillNodes nodes, ControlPlaneNode node) : INodeConnection
        {
            public Task<IReadOnlyList<ScriptRecord>> RunAsync(NodeScript script, CancellationToken cancellationToken) => Task.FromResult(nodes.Answer(node, script));
        }
    }
}
