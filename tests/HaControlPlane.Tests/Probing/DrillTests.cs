using System.Text.RegularExpressions;
using HaControlPlane.Probing.Drills;

namespace HaControlPlane.Tests.Probing;

/// <summary>What a drill says of its samples, and the page it writes.</summary>
public sealed class DrillTests
{
    [Theory]
    [InlineData("....", "")]
    [InlineData("..xx..", "20-40 2")]
    [InlineData("x.x", "0-10 1, 20-20 1")]
    [InlineData("xxx", "0-20 3")]
    public void An_outage_lasts_from_the_first_that_fails_to_the_next_that_does_not(string samples, string outages) =>
        Assert.Equal(outages, string.Join(", ", DrillOutage.Find(Samples(samples)).Select(o => $"{o.From.TotalMilliseconds}-{o.To.TotalMilliseconds} {o.Failed}")));

    [Fact]
    public void A_report_says_what_was_lost_and_who_took_over()
    {
        var report = Report("..xx......");

        Assert.Equal("haproxy-kill on n1: of 10 requests 2 failed, the longest outage was 20 ms; the VIP went from n1 to n2.", report.Sentence);
        Assert.Equal(TimeSpan.FromMilliseconds(15), report.TimeToNewHolder);
        Assert.True(report.WithinModel);
        Assert.False((report with { WorstCase = TimeSpan.FromMilliseconds(19) }).WithinModel);
        Assert.Equal("haproxy-kill on n1: of 2 requests no request failed; the VIP stayed on n1.", (Report("..") with { Holders = [(TimeSpan.Zero, "n1")] }).Sentence);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_its_picture_is_well_formed()
    {
        var page = DrillPage.Write(Report("..xx......") with { Node = "n<1>" });

        Assert.DoesNotContain("n<1>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=|<script|url\\(", page);
        var picture = System.Xml.Linq.XElement.Parse(Regex.Match(page, "<svg.*</svg>", RegexOptions.Singleline).Value);
        Assert.Equal(2, picture.Descendants("path").Count());
        Assert.Contains("20 ms", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nodes_time_lies_between_question_and_answer()
    {
        var time = new NodeTime();
        time.Heard(TimeSpan.FromSeconds(1.0), TimeSpan.FromSeconds(1.4), "500.2");
        time.Heard(TimeSpan.FromSeconds(5.0), TimeSpan.FromSeconds(9.0), "504.1");

        // The first says 498.8 to 499.2 s less, the second 495.1 to 499.1.
        Assert.Equal(2.05, time.Here("501")!.Value.TotalSeconds, 3);
        Assert.Null(time.Here("-"));
    }

    [Fact]
    public void Every_fault_is_a_word_that_the_nodes_script_breaks_and_takes_back()
    {
        var script = File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", "drill.sh"));
        var breaks = Regex.Match(script, @"drill_break\(\).*?esac", RegexOptions.Singleline).Value;

        Assert.All(DrillFaults.Words, word => Assert.Matches($@"\s{word}\)", breaks));
        Assert.All(DrillFaults.Words, word => Assert.Equal(word, DrillFaults.Word(DrillFaults.Parse(word)!.Value)));
        Assert.Null(DrillFaults.Parse("Drain"));
    }

    private static DrillReport Report(string samples) => new()
    {
        Topology = "prod",
        Endpoint = "https://10.0.0.100:8443/readyz",
        Fault = DrillFault.HaproxyKill,
        Node = "n1",
        Started = DateTimeOffset.UnixEpoch,
        Interval = TimeSpan.FromMilliseconds(10),
        Samples = Samples(samples),
        FaultAt = TimeSpan.FromMilliseconds(20),
        TakenBackAt = TimeSpan.FromMilliseconds(60),
        WellAt = TimeSpan.FromMilliseconds(70),
        Holders = [(TimeSpan.Zero, "n1"), (TimeSpan.FromMilliseconds(35), "n2")],
        Events = [new(TimeSpan.FromMilliseconds(20), "haproxy is killed on n1")],
        WorstCase = TimeSpan.FromMilliseconds(415),
    };

    private static DrillSample[] Samples(string text) =>
        [.. text.Select((c, i) => new DrillSample(TimeSpan.FromMilliseconds(10 * i), TimeSpan.FromMilliseconds(3), c == 'x' ? "refused" : null))];
}
