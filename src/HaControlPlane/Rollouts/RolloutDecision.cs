using System.Management.Automation;
using HaControlPlane.Rollout;

namespace HaControlPlane.Rollouts;

/// <summary>Asks, node by node, whether a staged rollout may go on. One refused node refuses the whole: it is one transaction.</summary>
internal static class RolloutDecision
{
    /// <summary>True to commit. Shows each node's diff: where the user looks under -WhatIf, else on the verbose stream.</summary>
    public static bool Ask(PSCmdlet cmdlet, StagedRollout staged)
    {
        var declined = new List<string>();
        var onlyLooking = false;
        var colours = new DiffColours(cmdlet);
        foreach (var node in staged.Nodes.Where(n => n.HasChanges))
        {
            cmdlet.WriteVerbose($"{node.Node.Name}:\n{ChangeSummary.Diff(node)}");
            var action = ChangeSummary.Of(node);
            if (cmdlet.ShouldProcess($"{action} on {node.Node.Name}.", $"{action} on {node.Node.Name}?", "Change control plane node", out var reason))
            {
                continue;
            }

            onlyLooking |= reason.HasFlag(ShouldProcessReason.WhatIf);
            if (onlyLooking)
            {
                WriteToHost(cmdlet, colours.Paint(ChangeSummary.Diff(node)));
                continue;
            }

            declined.Add(node.Node.Name);
            break;
        }

        if (declined.Count > 0)
        {
            cmdlet.WriteWarning($"{declined[0]} was declined, so nothing was changed on any node: they change together or not at all.");
        }

        return !onlyLooking && declined.Count == 0;
    }

    /// <summary>As Write-Host does: on the screen, and on the information stream for whoever wants to keep it.</summary>
    private static void WriteToHost(PSCmdlet cmdlet, string text) =>
        cmdlet.WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);
}
