using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Output;

/// <summary>Findings as a compiler would print them: place, severity, id, what; below it why and what to do.</summary>
internal static class FindingText
{
    public static void Write(TextWriter writer, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var place = (finding.Location is null || finding.Node is null ? null : $"{finding.Node}:{finding.Location}") ?? finding.Location?.ToString() ?? finding.Node ?? finding.Path;
            var severity = finding.Severity switch { FindingSeverity.Error => "error", FindingSeverity.Warning => "warning", _ => "info" };
            writer.WriteLine($"{(place is null ? "" : place + ": ")}{Style.Severity(finding.Severity, severity)} {finding.Id}: {finding.What}");
            writer.WriteLine($"    why: {finding.Why}");
            writer.WriteLine($"    fix: {finding.Fix}");
        }
    }
}
