using System.Globalization;
using System.Text.RegularExpressions;

namespace HaControlPlane.Tests.Lab;

/// <summary>When each node's kernel had the virtual IP, as the kernels themselves tell it: every address that came or went, with its time.</summary>
public sealed partial class HolderIntervals : IDisposable
{
    private readonly LabCluster lab;
    private readonly Dictionary<string, Running> monitors;
    private readonly string[] first;

    private HolderIntervals(LabCluster lab, Dictionary<string, Running> monitors, string[] first)
    {
        this.lab = lab;
        this.monitors = monitors;
        this.first = first;
    }

    public static async Task<HolderIntervals> WatchAsync(LabCluster lab)
    {
        var monitors = lab.Nodes.ToDictionary(n => n, n => Running.Start(LabMachine.Verb, ["sh", "--name", lab.Name, n, "--", "ip", "-o", "-ts", "monitor", "address"]));
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        return new HolderIntervals(lab, monitors, await lab.HoldersAsync());
    }

    /// <summary>Never at one moment two nodes had it. Says when and where they did.</summary>
    public void AssertNeverTwo()
    {
        var intervals = All();
        var pairs = from a in intervals
                    from b in intervals
                    where string.CompareOrdinal(a.Node, b.Node) < 0 && a.From < b.To && b.From < a.To
                    select $"{a.Node} had it from {a.From:O} to {a.To:O}, {b.Node} from {b.From:O} to {b.To:O}";
        Assert.Empty(pairs);
        // A watch that saw nothing proves nothing.
        Assert.True(intervals.Count > 1, "Nobody's address was seen to move.");
    }

    /// <summary>The longest time nobody had it, between two holders.</summary>
    public TimeSpan LongestWithout()
    {
        var inOrder = All().OrderBy(i => i.From).ToArray();
        return inOrder.Zip(inOrder.Skip(1), (a, b) => b.From - a.To).Max();
    }

    public void Dispose()
    {
        foreach (var monitor in monitors.Values)
        {
            monitor.Dispose();
        }
    }

    private List<(string Node, DateTime From, DateTime To)> All()
    {
        var intervals = new List<(string, DateTime, DateTime)>();
        foreach (var (node, monitor) in monitors)
        {
            DateTime? since = first.Contains(node) ? DateTime.MinValue : null;
            foreach (Match line in Line().Matches(monitor.Output))
            {
                if (line.Groups["address"].Value != lab.Vip)
                {
                    continue;
                }

                var at = DateTime.Parse(line.Groups["time"].Value, CultureInfo.InvariantCulture);
                if (line.Groups["gone"].Success)
                {
                    if (since is { } from)
                    {
                        intervals.Add((node, from, at));
                    }

                    since = null;
                }
                else
                {
                    since ??= at;
                }
            }

            if (since is { } still)
            {
                intervals.Add((node, still, DateTime.MaxValue));
            }
        }

        return intervals;
    }

    [GeneratedRegex(@"^\[(?<time>[^\]]+)\] ?(?<gone>Deleted )?.*?\binet6? (?<address>[0-9a-f.:]+)/", RegexOptions.Multiline)]
    private static partial Regex Line();
}
