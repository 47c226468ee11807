using System.Management.Automation;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>Gives kernel settings that Set-NodeSysctl set back to what they were before, live and for every boot.</summary>
[Cmdlet(VerbsCommon.Remove, "NodeSysctl", SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class RemoveNodeSysctlCommand : NodeSysctlCommand
{
    /// <summary>The keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var key in Key)
        {
            // The value plays no part.
            Add(key, "0");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() =>
        RollOut("Giving kernel settings back", (node, settings) => SysctlPlans.ToGiveBack(node, settings.Select(s => s.Key)));
}
