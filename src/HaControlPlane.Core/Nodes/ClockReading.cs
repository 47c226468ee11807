using System.Globalization;
using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>
/// How far a node's clock is ahead of the caller's: somewhere between two bounds, because nobody knows when on the way the
/// node looked at it.
/// </summary>
/// <param name="AtLeast">The lower bound; negative when the node may be behind.</param>
/// <param name="AtMost">The upper bound.</param>
public sealed record ClockReading(TimeSpan AtLeast, TimeSpan AtMost)
{
    /// <summary>The smallest offset that explains what was read: zero when the clocks may agree.</summary>
    public TimeSpan Offset => AtLeast > TimeSpan.Zero ? AtLeast : AtMost < TimeSpan.Zero ? AtMost : TimeSpan.Zero;

    /// <summary>By how much this clock is ahead of another one at least; zero when they may agree.</summary>
    public TimeSpan AheadOf(ClockReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AtLeast > other.AtMost ? AtLeast - other.AtMost : TimeSpan.Zero;
    }

    /// <summary>Reads "SECONDS.NANOSECONDS"; a node without nanoseconds knows its time to a second.</summary>
    internal static ClockReading? Read(ScriptRecord? record, DateTimeOffset asked, DateTimeOffset answered)
    {
        if (record?[0].Split('.') is not [var seconds, .. var rest]
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return null;
        }

        var fraction = rest is [var digits] && digits.Length == 9 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            ? nanoseconds / 100
            : (long?)null;
        var early = DateTimeOffset.FromUnixTimeSeconds(whole).AddTicks(fraction ?? 0);
        var late = fraction is null ? early.AddSeconds(1) : early;
        return new ClockReading(early - answered, late - asked);
    }
}
