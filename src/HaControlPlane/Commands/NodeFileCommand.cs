using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that brings files from the pipeline onto their nodes, all in one transaction.</summary>
public abstract class NodeFileCommand : NodeCommand
{
    private readonly NodeFileSet files = new();

    /// <summary>The files, as the New- cmdlets make them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public NodeFile[] NodeFile { get; set; } = [];

    /// <summary>Takes the nodes' locks away from whoever has them: for when their holder is known to be gone.</summary>
    [Parameter]
    public SwitchParameter TakeOverLock { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var file in NodeFile.Where(Accepts))
        {
            if (!files.TryAdd(file))
            {
                ThrowTerminatingError(ErrorRecords.ContradictingFile(file));
            }
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        var all = files.Files;
        if (all.Count > 0 && MayLogIn(all.Select(f => f.Node).Distinct()))
        {
            var options = new RolloutOptions { ThrottleLimit = ThrottleLimit, TakeOverLocks = TakeOverLock };
            RollOut(all.Count == 1 ? "Installing 1 file" : $"Installing {all.Count} files", options, (rollout, token) => rollout.StageAsync(NodePlans.ForFiles(all), token));
        }
    }

    /// <summary>Whether a file may go; writes an error when not.</summary>
    private protected abstract bool Accepts(NodeFile file);
}
