using System.Globalization;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What a script that came to its end on a node has answered, whatever transport carried it.</summary>
internal static class ScriptAnswer
{
    /// <summary>The records it wrote.</summary>
    /// <exception cref="NodeException">It reported an error, or wrote something else.</exception>
    public static IReadOnlyList<ScriptRecord> Read(ControlPlaneNode node, ScriptEnd end)
    {
        if ((BecomeRefusal.Of(node, end) ?? LoginRefusal.Of(node, end)) is { } refused)
        {
            throw refused;
        }

        try
        {
            var records = ScriptRecord.ParseAll(end.Output);
            ScriptFailure.ThrowIfAny(node, records);
            return records;
        }
        catch (ScriptProtocolException problem)
        {
            var words = end.Error.Trim();
            if (end.ByASignal)
            {
                var seconds = string.Create(CultureInfo.InvariantCulture, $"{end.Took.TotalSeconds:0.0}");
                throw NodeErrors.Create(node, NodeErrorKind.ScriptKilled, $"after {seconds} s{(words.Length == 0 ? "" : $" ({SshFailure.LastWords(words)})")}", problem);
            }

            throw NodeErrors.Create(node, NodeErrorKind.Protocol, words.Length == 0 ? problem.Message : $"{problem.Message} Standard error: {words}", problem);
        }
    }
}
