using System.Globalization;
using HaControlPlane.Nodes;

namespace HaControlPlane.Probing.Drills;

/// <summary>What a drill showed. Every time counts from the drill's beginning.</summary>
public sealed record DrillReport
{
    /// <summary>The topology's name.</summary>
    public required string Topology { get; init; }

    /// <summary>The endpoint that was sampled.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What was broken.</summary>
    public required DrillFault Fault { get; init; }

    /// <summary>The node it was broken on.</summary>
    public required string Node { get; init; }

    /// <summary>When the drill began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>From one sample to the next.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Every sample.</summary>
    public required IReadOnlyList<DrillSample> Samples { get; init; }

    /// <summary>When the fault began, by the node's own measure.</summary>
    public required TimeSpan FaultAt { get; init; }

    /// <summary>When the node had taken it back; null when that is not known.</summary>
    public TimeSpan? TakenBackAt { get; init; }

    /// <summary>When the node was seen to be well again; null when it was not in time.</summary>
    public TimeSpan? WellAt { get; init; }

    /// <summary>Who held the virtual IP from when on, first to last.</summary>
    public required IReadOnlyList<(TimeSpan At, string Node)> Holders { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<DrillEvent> Events { get; init; }

    /// <summary>How often the connection that was kept beside was cut.</summary>
    public int LongConnectionCuts { get; init; }

    /// <summary>The longest time it was without an answer.</summary>
    public TimeSpan LongConnectionGap { get; init; }

    /// <summary>What the failover model allows at worst; null when it knows of nothing that this fault would break, or of no end.</summary>
    public TimeSpan? WorstCase { get; init; }

    /// <summary>The node is not as it was before; null when it is.</summary>
    public NodeError? Error { get; init; }

    /// <summary>Every outage, in order.</summary>
    public IReadOnlyList<DrillOutage> Outages => DrillOutage.Find(Samples);

    /// <summary>The longest outage; zero when no request failed.</summary>
    public TimeSpan LongestOutage => Outages.Select(o => o.Length).DefaultIfEmpty().Max();

    /// <summary>How many requests failed.</summary>
    public int Failed => Samples.Count(s => !s.Ok);

    /// <summary>From the fault to the first other holder; null when the virtual IP did not move.</summary>
    public TimeSpan? TimeToNewHolder => Holders.Skip(1).Where(h => h.At >= FaultAt).Select(h => (TimeSpan?)(h.At - FaultAt)).FirstOrDefault();

    /// <summary>The first other holder's name; null when the virtual IP did not move.</summary>
    public string? NewHolder => Holders.Skip(1).Where(h => h.At >= FaultAt).Select(h => h.Node).FirstOrDefault();

    /// <summary>From the end of the fault until the node was well again; null when it was not in time.</summary>
    public TimeSpan? TimeToReturn => WellAt - TakenBackAt;

    /// <summary>The outage is not longer than the model allows.</summary>
    public bool WithinModel => WorstCase is not { } worst || LongestOutage <= worst;

    /// <summary>All of it in one sentence.</summary>
    public string Sentence
    {
        get
        {
            var moved = Holders.Count > 1 ? $"the VIP went from {string.Join(" to ", Holders.Select(h => h.Node))}" : $"the VIP stayed on {Holders[0].Node}";
            var lost = Failed == 0 ? "no request failed" : string.Create(CultureInfo.InvariantCulture, $"{Failed} failed, the longest outage was {LongestOutage.TotalMilliseconds:0} ms");
            return string.Create(CultureInfo.InvariantCulture, $"{DrillFaults.Word(Fault)} on {Node}: of {Samples.Count} requests {lost}; {moved}.");
        }
    }
}
