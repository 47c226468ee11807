using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Probing;

/// <summary>
/// A node is a word: a digit is the number of API servers, from the first one, that its haproxy finds up; H holds the VIP, k runs keepalived, b runs haproxy, a gets an answer through the VIP; "?" cannot be asked.
/// </summary>
public sealed class EndpointJudgeTests
{
    [Theory]
    [InlineData("Hkba kba kba", true, "Healthy: n1 holds the VIP, 2 more can take over.")]
    [InlineData("Hkba kba kba", false, "Healthy: n1 holds the VIP, 2 more can take over.")]
    [InlineData("Hkba kba k", true, "Degraded: n1 holds the VIP, but n3 could not take over; 2 more failures lose it.")]
    [InlineData("Hkba b ?", true, "Degraded: n1 holds the VIP, but n3, n2 could not take over; one more failure loses it.")]
    [InlineData("? kba kba", true, "Degraded: a node that cannot be asked holds the VIP, but n1 could not take over; 3 more failures lose it.")]
    [InlineData("Hka k", true, "Degraded: n1 holds the VIP, but n1, n2 could not take over; no node is fit to hold it.")]
    [InlineData("Hkba Hkba kba", true, "Split brain: 10.0.0.100 is held by n1 and n2; keepalived runs on each, so they do not hear each other's adverts.")]
    [InlineData("Hba Hkba kba", true, "Split brain: 10.0.0.100 is held by n1 and n2; no keepalived runs on n1, so the address stayed there.")]
    [InlineData("Hba kba", true, "Orphaned: n1 still has 10.0.0.100, but no keepalived runs there that could give it up.")]
    [InlineData("Hkba3 kba3 kba3", true, "Healthy: n1 holds the VIP, 2 more can take over.")]
    [InlineData("Hkba2 kba2 kba2", true, "Degraded: n1 holds the VIP, but haproxy finds the API server of n3 down; 2 more failures lose it.")]
    [InlineData("Hkba1 k1 kba1", true, "Degraded: n1 holds the VIP, but n2 could not take over and haproxy finds the API server of n3 down; one more failure loses it.")]
    [InlineData("Hkba2 kba2 ?", true, "Degraded: n1 holds the VIP, but n3 could not take over; 2 more failures lose it.")]
    [InlineData("Hkba0 kba0 kba0", true, "Degraded: n1 holds the VIP, but haproxy finds the API server of n1, n2, n3 down; no API server is ready.")]
    [InlineData("kb kb", false, "Down: no node holds 10.0.0.100.")]
    [InlineData("Hkb kb", false, "Down: https://10.0.0.100:8443 does not answer. Refused.")]
    [InlineData("? kb", false, "Down: https://10.0.0.100:8443 does not answer. Refused.")]
    public void The_worst_that_is_true_is_said(string words, bool answersHere, string sentence)
    {
        var (nodes, unreached) = Nodes(words);

        var judged = EndpointJudge.Judge(Endpoint("10.0.0.100"), nodes, unreached, [Probe("10.0.0.100", answersHere)]);

        Assert.Equal(sentence, judged.Sentence);
        Assert.Equal(sentence.Split(':')[0].Replace(" b", "B", StringComparison.Ordinal), judged.Verdict.ToString());
    }

    [Fact]
    public void One_dead_address_of_two_is_down_even_when_the_other_only_lacks_a_route_from_here()
    {
        var (nodes, unreached) = Nodes("Hkba kba");
        nodes = [.. nodes.Select(n => n with { Vips = [.. n.Vips, new NodeVipView(IPAddress.Parse("fd00::100"), n.Vips[0].Interface, 0)] })];

        var judged = EndpointJudge.Judge(
            Endpoint("10.0.0.100", "fd00::100"), nodes, unreached, [Probe("10.0.0.100", false), Probe("fd00::100", false)]);

        Assert.Equal(EndpointVerdict.Down, judged.Verdict);
        Assert.Contains("fd00::100", judged.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_sends_to_another_than_the_holder_is_named_with_both_addresses()
    {
        var (nodes, unreached) = Nodes("Hkba kba kba");
        nodes = [.. nodes.Select((n, i) => n with
        {
            HardwareAddresses = new Dictionary<string, string> { ["eth1"] = $"02:00:00:00:00:0{i + 1}" },
            Neighbours = i == 0 ? [] : [new NeighbourView(IPAddress.Parse("10.0.0.100"), "eth1", i == 1 ? "02:00:00:00:00:01" : "02:00:00:00:00:02", "STALE")],
        })];
        NeighbourView[] here = [new(IPAddress.Parse("10.0.0.100"), "eth0", "02:00:00:00:00:09", "COMPLETE")];
        var endpoint = Endpoint("10.0.0.100");

        var stale = StaleNeighbour.Find(endpoint.VirtualIPs, nodes, here);
        var (verdict, sentence) = EndpointJudge.Judge(endpoint, nodes, unreached, [Probe("10.0.0.100", false)], stale);

        Assert.Equal(["n3 n2", "here "], stale.Select(s => $"{s.Who} {s.BelievedOwner}"));
        Assert.Equal(EndpointVerdict.StaleNeighbour, verdict);
        Assert.Equal("Stale neighbour: n3, here would send what is for 10.0.0.100 to n2 (02:00:00:00:00:02), but n1 holds it (02:00:00:00:00:01).", sentence);
        Assert.Empty(StaleNeighbour.Find(endpoint.VirtualIPs, nodes[..2], []));
    }

    private static ControlPlaneEndpoint Endpoint(params string[] vips) => new() { VirtualIPs = [.. vips.Select(IPAddress.Parse)], Port = 8443 };

    private static (NodeStatus[] Nodes, NodeError[] Unreached) Nodes(string words)
    {
        var all = words.Split(' ').Select((word, i) => (Word: word, Node: new ControlPlaneNode { Name = $"n{i + 1}", Address = new IPAddress([10, 0, 0, (byte)(i + 1)]) })).ToArray();
        return (
            [.. all.Where(n => n.Word != "?").Select(n => Status(n.Node, n.Word))],
            [.. all.Where(n => n.Word == "?").Select(n => new NodeError { Id = "HCP201", Kind = default, Node = n.Node, What = "Gone.", Fix = "Look." })]);
    }

    private static NodeStatus Status(ControlPlaneNode node, string word) => new()
    {
        Node = node,
        KeepalivedRuns = word.Contains('k', StringComparison.Ordinal),
        HaproxyRuns = word.Contains('b', StringComparison.Ordinal),
        PortOpen = word.Contains('b', StringComparison.Ordinal),
        Backends = word[^1] is >= '0' and <= '9' and var up
            ? [.. Enumerable.Range(1, 3).Select(i => new BackendView($"n{i}", i <= up - '0' ? "UP" : "DOWN", "L4CON", null, default))]
            : null,
        Vips = [new NodeVipView(IPAddress.Parse("10.0.0.100"), word.Contains('H', StringComparison.Ordinal) ? "eth1" : null, word.Contains('a', StringComparison.Ordinal) ? 200 : 0)],
    };

    private static EndpointProbeResult Probe(string host, bool answers) => new()
    {
        Host = host,
        Port = 8443,
        Time = DateTimeOffset.UnixEpoch,
        Stage = default,
        StatusCode = answers ? 200 : null,
        Problem = answers ? null : "Refused.",
    };
}
