using HaControlPlane.Cli.Output;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli;

/// <summary>A topology file that was read and judged.</summary>
/// <param name="Topology">The topology; null when it must not be acted on.</param>
/// <param name="Findings">Everything there is to say about it.</param>
internal sealed record TopologyInput(ControlPlaneTopology? Topology, IReadOnlyList<Finding> Findings)
{
    public static TopologyInput Read(string file)
    {
        var reading = TopologyReader.ReadFile(file);
        Finding[] findings = [.. reading.Findings, .. reading.Topology is { } topology ? TopologyValidator.Validate(topology) : []];
        return new TopologyInput(findings.Any(f => f.Severity == FindingSeverity.Error) ? null : reading.Topology, findings);
    }

    /// <summary>Reads a file for a verb that acts on it: tells its findings, and refuses it when one is an error.</summary>
    /// <returns>The topology, or null when the verb must end with <see cref="ExitCode.BadInput"/>.</returns>
    public static ControlPlaneTopology? ReadOrRefuse(string file, bool json)
    {
        var input = Read(file);
        if (json && input.Topology is null)
        {
            Json.Write(Json.Object(("valid", false), ("findings", input.Findings.Select(Json.Of))));
        }
        else if (input.Topology is null)
        {
            FindingText.Write(Console.Error, input.Findings.Where(f => f.Severity == FindingSeverity.Error));
        }
        else if (!json && input.Findings.Count(f => f.Severity == FindingSeverity.Warning) is > 0 and var warnings)
        {
            Console.Error.WriteLine($"{file}: {Counted.Of(warnings, "warning")}; hacp validate {file} explains.");
        }

        return input.Topology;
    }
}
