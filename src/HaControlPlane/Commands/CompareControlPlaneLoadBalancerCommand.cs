using System.Management.Automation;
using HaControlPlane.Rollout.Drift;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Compares a topology with its nodes: their files, their daemons, and what the daemons really run on. Changes no configuration.</summary>
[Cmdlet(VerbsData.Compare, "ControlPlaneLoadBalancer", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(Difference), typeof(bool))]
public sealed class CompareControlPlaneLoadBalancerCommand : TopologyCommand
{
    /// <summary>Says only True, when the endpoint is and behaves as declared, or False: once for each topology.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Act(ControlPlaneTopology topology, IReadOnlyList<Finding> findings) => Contact(
        $"Comparing '{topology.Name}' with its nodes",
        session => session.Run(token => LoadBalancerDrift.CompareAsync(session.Transport, topology, Options, session.Events, token)),
        differences => WriteObject(Quiet ? !differences.Any(d => d.MattersToMeaning) : differences, enumerateCollection: true));
}
