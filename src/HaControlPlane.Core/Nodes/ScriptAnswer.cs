using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What a script that came to its end on a node has answered, whatever transport carried it.</summary>
internal static class ScriptAnswer
{
    /// <summary>The records it wrote.</summary>
    /// <exception cref="NodeException">It reported an error, or wrote something else.</exception>
    public static IReadOnlyList<ScriptRecord> Read(ControlPlaneNode node, string output, string error)
    {
        if (output.Length == 0 && SshFailure.ReadBecome(error) is { } refused)
        {
            throw NodeErrors.Create(node, NodeErrorKind.BecomeRefused, refused);
        }

        try
        {
            var records = ScriptRecord.ParseAll(output);
            ScriptFailure.ThrowIfAny(node, records);
            return records;
        }
        catch (ScriptProtocolException problem)
        {
            var words = error.Trim();
            throw NodeErrors.Create(node, NodeErrorKind.Protocol, words.Length == 0 ? problem.Message : $"{problem.Message} Standard error: {words}", problem);
        }
    }
}
