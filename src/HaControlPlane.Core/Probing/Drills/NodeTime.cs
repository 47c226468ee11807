using System.Globalization;

namespace HaControlPlane.Probing.Drills;

/// <summary>
/// A node's uptime in terms of the clock here. Each time it is heard it was read between question and answer; of two such
/// bounds the middle is nearer than either.
/// </summary>
internal sealed class NodeTime
{
    private double earliest = double.MinValue;
    private double latest = double.MaxValue;

    /// <summary>The node read its uptime after a question was sent and before its answer was here.</summary>
    public void Heard(TimeSpan sent, TimeSpan received, string uptime)
    {
        var seconds = double.Parse(uptime, CultureInfo.InvariantCulture);
        earliest = Math.Max(earliest, sent.TotalSeconds - seconds);
        latest = Math.Min(latest, received.TotalSeconds - seconds);
    }

    /// <summary>A moment of the node by the clock here; null when the text is none.</summary>
    public TimeSpan? Here(string uptime) => double.TryParse(uptime, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        ? TimeSpan.FromSeconds(seconds + ((earliest + latest) / 2))
        : null;
}
