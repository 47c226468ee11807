using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Reads topology files. Every mistake is an error with its line and column; a file with mistakes gives no topology.</summary>
[Cmdlet(VerbsData.Import, "ControlPlaneTopology", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ControlPlaneTopology))]
public sealed class ImportControlPlaneTopologyCommand : TopologyFileCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in Files)
        {
            WriteVerbose($"Reading {file}.");
            var check = TopologyCheck.OfFile(file);
            foreach (var finding in check.Errors)
            {
                WriteError(ErrorRecords.FromFinding(finding));
            }

            if (check.Usable is { } topology)
            {
                WriteVerbose($"{file} declares '{topology.Name}' with {topology.Nodes.Count} nodes.");
                WriteObject(topology);
            }
        }
    }
}
