using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Brings a topology's load balancer onto its nodes in one transaction, proves it, and puts everything back when it is not well.</summary>
[Cmdlet(VerbsLifecycle.Install, "ControlPlaneLoadBalancer", DefaultParameterSetName = TopologySet, SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class InstallControlPlaneLoadBalancerCommand : TopologyCommand
{
    /// <summary>Names of nodes that left the topology and will never be reached again: they are not asked to put things back.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Forget { get; set; } = [];

    /// <summary>After how many seconds without a word from here a node undoes its change by itself. Default 60.</summary>
    [Parameter]
    [ValidateRange(5, 86400)]
    public int UndoAfterSeconds { get; set; } = 60;

    /// <summary>Does not hold the rules about live nodes (HCP23x, HCP24x) against them: for when such a rule is known to be wrong here.</summary>
    [Parameter]
    public SwitchParameter SkipPreflight { get; set; }

    /// <summary>Replaces files also where they serve something foreign, which ends then (HCP270). Its text is kept on the node; Uninstall-ControlPlaneLoadBalancer brings it back.</summary>
    [Parameter]
    public SwitchParameter ReplaceForeign { get; set; }

    private protected override void Act(ControlPlaneTopology topology, IReadOnlyList<Finding> findings)
    {
        this.WriteFindings(findings);
        var options = Options with { Forget = Forget.ToHashSet(StringComparer.Ordinal), UndoAfter = TimeSpan.FromSeconds(UndoAfterSeconds), Preflight = !SkipPreflight, ReplaceForeign = ReplaceForeign, AskFirst = true };
        RollOut($"Installing the load balancer of '{topology.Name}'", options, (rollout, token) => rollout.StageAsync(topology, token));
    }
}
