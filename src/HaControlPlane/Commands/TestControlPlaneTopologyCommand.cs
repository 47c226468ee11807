using System.Management.Automation;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Holds topologies against every rule and says what was found. Contacts nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ControlPlaneTopology", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Finding), ParameterSetName = [PathSet, LiteralPathSet, TopologySet])]
[OutputType(typeof(bool), ParameterSetName = [PathSet, LiteralPathSet, TopologySet])]
public sealed class TestControlPlaneTopologyCommand : TopologyFileCommand
{
    private const string TopologySet = "Topology";

    /// <summary>Topologies that were read or made before.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology[] Topology { get; set; } = [];

    /// <summary>Says only True, for no finding that is an error, or False: once for each topology.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var check in Files.Select(TopologyCheck.OfFile).Concat(Topology.Select(TopologyCheck.Of)))
        {
            WriteObject(Quiet ? check.Usable is not null : check.Findings, enumerateCollection: true);
        }
    }
}
