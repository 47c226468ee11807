using System.Text.RegularExpressions;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

/// <summary>Values are held against the rules of the program that reads them next, at the edges of those rules.</summary>
public sealed class ValueEdgeTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.Combine("docs", "values.md"));

    public static TheoryData<int, string> Numbers => Data(ValueEdges.All.Select((e, i) => (i, $"{e.Key} {e.Id}")));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_value_is_taken_up_to_the_edge_and_refused_behind_it(int number, string which)
    {
        var edge = ValueEdges.All[number];

        Assert.NotEmpty(edge.Inside);
        Assert.NotEmpty(edge.Outside);
        Assert.All(edge.Inside, v => Assert.DoesNotContain(Findings(edge, v), f => f.Severity == FindingSeverity.Error || (f.Id == edge.Id && Weighs(edge, f))));
        Assert.All(edge.Outside, v => Assert.Contains(Findings(edge, v), f =>
            f.Id == edge.Id && Weighs(edge, f) && f.Location is { File: "c.yaml", Line: > 0, Column: > 0 } && f.What.Length > 0 && f.Why.Length > 0 && f.Fix.Length > 0));
        Assert.NotEmpty(which);
    }

    [Fact]
    public void Each_row_of_the_page_is_tested_at_its_edges_and_each_edge_is_on_the_page()
    {
        var rows = Rows().Select(r => (r.Key, r.Id)).Distinct().Order().ToArray();

        Assert.Equal(ValueEdges.All.Select(e => (e.Key, e.Id)).Distinct().Order(), rows);
    }

    [Fact]
    public void Each_key_of_a_topology_that_holds_a_value_is_on_the_page()
    {
        var keys = File.ReadLines(RepositoryRoot.Combine("docs", "topology.md"))
            .Select(l => Regex.Match(l, @"^\| `([A-Za-z.\[\]]+)` \|")).Where(m => m.Success).Select(m => m.Groups[1].Value).ToArray();
        var values = keys.Where(k => !keys.Any(other => other.StartsWith(k + ".", StringComparison.Ordinal) || other.StartsWith(k + "[].", StringComparison.Ordinal)));
        var held = ValueEdges.All.Select(e => e.Key.Split(' ')[0]).ToHashSet();

        Assert.True(keys.Length > 50);
        Assert.Equal([], values.Where(k => !held.Contains(k)));
    }

    [Fact]
    public void Each_id_of_the_page_is_a_rule()
    {
        var known = RulesCatalogue.Rules.Select(r => r.Id).ToHashSet();
        var named = Regex.Matches(Page, @"HCP\d{3}").Select(m => m.Value).Distinct().ToArray();

        Assert.NotEmpty(named);
        Assert.Equal([], named.Where(id => !known.Contains(id)));
    }

    /// <summary>What hangs on more than the value, such as a warning, is no refusal; but where the rule only warns, its warning is.</summary>
    private static bool Weighs(ValueEdge edge, Finding finding) =>
        finding.Severity == FindingSeverity.Error || (edge.Key == "network.podCidr" && finding.Severity == FindingSeverity.Warning);

    private static IEnumerable<Finding> Findings(ValueEdge edge, string value)
    {
        var reading = TopologyReader.Read(edge.With(value), "c.yaml");
        return [.. reading.Findings, .. reading.Topology is { } topology ? TopologyValidator.Validate(topology) : []];
    }

    /// <summary>The tables' rows: rendered field, key, rule, ids.</summary>
    private static IEnumerable<(string Key, string Id)> Rows() =>
        from line in Page.Split('\n')
        where line.StartsWith('|') && line.Contains("HCP", StringComparison.Ordinal)
        let cells = line.Trim('|').Split(" | ")
        from key in Regex.Matches(cells[1], "`([^`]+)`( \\((?:key|value)\\))?").Select(m => m.Groups[1].Value + m.Groups[2].Value)
        from id in Regex.Matches(cells[^1], @"HCP\d{3}").Select(m => m.Value)
        select (key, id);

    private static TheoryData<int, string> Data(IEnumerable<(int Number, string Name)> cases)
    {
        var data = new TheoryData<int, string>();
        foreach (var (number, name) in cases)
        {
            data.Add(number, name);
        }

        return data;
    }
}
