using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Bridge;
using HaControlPlane.Completers;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Probing.Drills;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Drills an endpoint: breaks one thing of a healthy one for a while, measures what clients lose, and has the node take it back by itself.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ApiserverFailover", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(DrillReport))]
public sealed class MeasureApiserverFailoverCommand : NodeCommand
{
    /// <summary>The topology.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>What to break.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateSet("Drain", "KeepalivedStop", "KeepalivedKill", "HaproxyKill", "ApiserverStop", "ApiserverHang", "LinkDown", "Freeze")]
    public string Fault { get; set; } = null!;

    /// <summary>The name of the node to break it on. Default: the one that holds the virtual IP.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? NodeName { get; set; }

    /// <summary>After how many seconds the node takes the fault back by itself. Default 10.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int Seconds { get; set; } = 10;

    /// <summary>From one request to the next, in milliseconds. Default 10.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int IntervalMilliseconds { get; set; } = 10;

    /// <summary>Writes the report with its picture to this HTML file, too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RequireUsable(TopologyCheck.Of(Topology), Topology.Name);
        var file = ReportPath is null ? null : FilePath.ResolveLiteral(this, ReportPath);
        if (file is null && ReportPath is not null)
        {
            return;
        }

        var options = new DrillOptions
        {
            Fault = Enum.Parse<DrillFault>(Fault, ignoreCase: true),
            Node = NodeName,
            Lasts = TimeSpan.FromSeconds(Seconds),
            Interval = TimeSpan.FromMilliseconds(IntervalMilliseconds),
        };
        Contact($"Drilling the endpoint of '{Topology.Name}'", session => Run(session, options), report => Write(report, file));
    }

    private DrillReport? Run(NodeSession session, DrillOptions options)
    {
        try
        {
            var drill = session.Run(token => Drill.PrepareAsync(session.Transport, Topology, options, token));
            return ShouldProcess($"{drill.Question}.", $"{drill.Question}?", "Drill")
                ? session.Run(token => drill.RunAsync(new PipelineSink<DrillEvent>(session.Bridge, e => WriteVerbose($"{e.At.TotalSeconds:0.00} s: {e.What}")), token))
                : null;
        }
        catch (NodeException refused)
        {
            WriteError(ErrorRecords.FromNode(refused.Error));
            return null;
        }
    }

    private void Write(DrillReport? report, string? file)
    {
        if (report is null)
        {
            return;
        }

        WriteObject(report);
        if (report.Error is { } error)
        {
            WriteErrors([error]);
        }

        try
        {
            if (file is not null)
            {
                File.WriteAllText(file, DrillPage.Write(report));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.NotWritten(file!, problem));
        }
    }
}
