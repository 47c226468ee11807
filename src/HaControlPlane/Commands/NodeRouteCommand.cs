using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that changes routes of nodes, all in one transaction.</summary>
public abstract class NodeRouteCommand : NodeCommand
{
    private readonly List<ControlPlaneNode> nodes = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, hashtables, or whatever has a property Node.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>The ranges the routes lead to, such as <c>10.96.0.0/12</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Destination { get; set; } = [];

    /// <summary>Takes the nodes' locks away from whoever has them: for when their holder is known to be gone.</summary>
    [Parameter]
    public SwitchParameter TakeOverLock { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        var ranges = new List<Cidr>();
        foreach (var text in Destination)
        {
            if (Cidr.TryParse(text, out var range))
            {
                ranges.Add(range);
            }
            else
            {
                Refuse(ErrorRecords.NotARange(text));
            }
        }

        foreach (var node in Node.Where(MayChange))
        {
            nodes.Add(node);
            Take(node, ranges);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Heed([.. nodes.Distinct().SelectMany(FindingsOf).DistinctBy(f => f.What)]);
        NodePlan[] plans = [.. nodes.Distinct().Select(Plan)];
        if (plans.Length == 0)
        {
            return;
        }

        var options = new RolloutOptions { ThrottleLimit = ThrottleLimit, TakeOverLocks = TakeOverLock };
        StagedRollout? staged = null;
        RollOut($"Changing routes of {plans.Length} nodes", options, async (rollout, token) => staged = await rollout.StageAsync(plans, token).ConfigureAwait(false));
        foreach (var node in (staged?.Nodes ?? []).Where(n => n.RoutesOfTopology.Count > 0))
        {
            WriteWarning($"{node.Node.Name}: {string.Join(", ", node.RoutesOfTopology)}: declared by a topology, so left alone; take it out of network.routes there.");
        }
    }

    /// <summary>Notes what is to be done for a node.</summary>
    private protected abstract void Take(ControlPlaneNode node, IReadOnlyList<Cidr> destinations);

    /// <summary>Everything that was noted for a node.</summary>
    private protected abstract NodePlan Plan(ControlPlaneNode node);

    /// <summary>What is wrong with it.</summary>
    private protected virtual IReadOnlyList<Finding> FindingsOf(ControlPlaneNode node) => [];
}
