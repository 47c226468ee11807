using HaControlPlane.Rollout.Drift;

namespace HaControlPlane.Cli.Output;

/// <summary>Drift for people: a line a difference, a file's diff below it.</summary>
internal static class DifferenceText
{
    public static void Write(TextWriter writer, IReadOnlyList<Difference> differences)
    {
        foreach (var difference in differences)
        {
            writer.WriteLine($"{difference.Node.Name}: {difference.Kind.ToString().ToLowerInvariant()} {difference.Subject}: {difference.Actual}, should be {difference.Expected}");
            foreach (var line in difference.Diff.Length == 0 ? [] : Style.Diff(difference.Diff))
            {
                writer.WriteLine("  " + line);
            }
        }

        writer.WriteLine(differences.Count == 0 ? "No differences." : $"{Counted.Of(differences.Count, "difference")}, {differences.Count(d => d.MattersToMeaning)} of meaning.");
    }
}
