using System.Management.Automation;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Finishes or undoes what interrupted runs left on a topology's nodes, and frees their locks.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "ControlPlaneLoadBalancer", DefaultParameterSetName = TopologySet, SupportsShouldProcess = true)]
[OutputType(typeof(RepairReport))]
public sealed class RepairControlPlaneLoadBalancerCommand : TopologyCommand
{
    private const string Action = "Finish or undo what interrupted runs left";

    private protected override void Act(ControlPlaneTopology topology, IReadOnlyList<Finding> findings)
    {
        // Each node is whole or not by itself, so one that is declined keeps no other from being repaired.
        var nodes = topology.Nodes.Where(n => ShouldProcess($"{Action} on {n.Name}.", $"{Action} on {n.Name}?", "Repair control plane node")).ToArray();
        if (nodes.Length > 0)
        {
            Contact(
                $"Repairing the nodes of '{topology.Name}'",
                session => session.Run(token => RolloutRepair.RunAsync(session.Transport, nodes, Options, session.Events, token)),
                Write);
        }
    }

    private void Write(IReadOnlyList<RepairReport> reports)
    {
        WriteObject(reports, enumerateCollection: true);
        WriteErrors(reports.Select(r => r.Problem).OfType<NodeError>());
    }
}
