using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;

namespace HaControlPlane.Commands;

/// <summary>Asks control plane nodes for the ranges of Services and pods as everybody there has them, and whether they agree.</summary>
[Cmdlet(VerbsCommon.Get, "ControlPlaneCidr", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(ControlPlaneCidr))]
public sealed class GetControlPlaneCidrCommand : NodesCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => Ask("Reading ranges", Nodes, ControlPlaneCidrs.ReadAsync, ranges =>
    {
        WriteObject(ranges, enumerateCollection: true);
        this.WriteFindings([.. ranges.SelectMany(r => r.Findings)]);
    });
}
