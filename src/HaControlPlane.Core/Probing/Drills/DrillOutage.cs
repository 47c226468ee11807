namespace HaControlPlane.Probing.Drills;

/// <summary>An unbroken run of failed samples.</summary>
/// <param name="From">The beginning of the first of them, from the drill's beginning.</param>
/// <param name="To">The beginning of the next that succeeded; of the last failed one when none did.</param>
/// <param name="Failed">How many failed.</param>
public sealed record DrillOutage(TimeSpan From, TimeSpan To, int Failed)
{
    /// <summary>How long it was.</summary>
    public TimeSpan Length => To - From;

    /// <summary>The outages of samples in the order of their beginnings.</summary>
    public static IReadOnlyList<DrillOutage> Find(IEnumerable<DrillSample> samples)
    {
        var found = new List<DrillOutage>();
        DrillOutage? open = null;
        foreach (var sample in samples)
        {
            if (!sample.Ok)
            {
                open = open is null ? new(sample.At, sample.At, 1) : open with { To = sample.At, Failed = open.Failed + 1 };
            }
            else if (open is not null)
            {
                found.Add(open with { To = sample.At });
                open = null;
            }
        }

        return open is null ? found : [.. found, open];
    }
}
