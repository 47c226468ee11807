using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>Asks control plane nodes for the ranges of Services and pods as everybody there has them, and whether they agree.</summary>
[Cmdlet(VerbsCommon.Get, "ControlPlaneCidr", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(ControlPlaneCidr))]
public sealed class GetControlPlaneCidrCommand : NodesCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => Contact(
        "Reading ranges",
        session => session.Run(token => NodeAnswers.OfAsync(
            Nodes, ThrottleLimit, session.Events, (node, stop) => ControlPlaneCidrs.ReadAsync(session.Transport, node, stop), token)),
        read =>
        {
            WriteObject(read.Answers, enumerateCollection: true);
            this.WriteFindings([.. read.Answers.SelectMany(a => a.Findings)]);
            WriteErrors(read.Errors);
        });
}
