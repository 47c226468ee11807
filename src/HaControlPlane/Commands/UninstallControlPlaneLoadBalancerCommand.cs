using System.Management.Automation;
using HaControlPlane.Completers;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Takes a topology's load balancer off its nodes in one transaction: files, services and the virtual IP go back to what was there before.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "ControlPlaneLoadBalancer", DefaultParameterSetName = TopologySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NodeReport))]
public sealed class UninstallControlPlaneLoadBalancerCommand : TopologyCommand
{
    /// <summary>Names of nodes that will never be reached again: they are not asked to put things back.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[] Forget { get; set; } = [];

    /// <summary>After how many seconds without a word from here a node undoes its change by itself. Default 60.</summary>
    [Parameter]
    [ValidateRange(5, 86400)]
    public int UndoAfterSeconds { get; set; } = 60;

    private protected override void Act(ControlPlaneTopology topology, IReadOnlyList<Finding> findings)
    {
        var options = Options with { Forget = Forget.ToHashSet(StringComparer.Ordinal), UndoAfter = TimeSpan.FromSeconds(UndoAfterSeconds) };
        RollOut($"Removing the load balancer of '{topology.Name}'", options, (rollout, token) => rollout.StageRemovalAsync(topology, token));
    }
}
