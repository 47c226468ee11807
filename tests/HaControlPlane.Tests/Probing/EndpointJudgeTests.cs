using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Probing;

/// <summary>
/// A node is a word: H holds the VIP, k runs keepalived, b runs haproxy, a gets an answer through the VIP; "?" cannot be asked.
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
