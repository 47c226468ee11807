using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;
using HaControlPlane.Rollouts;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that changes routes of nodes, all in one transaction.</summary>
public abstract class NodeRouteCommand : NodeCommand
{
    private readonly Dictionary<string, ControlPlaneNode> nodes = new(StringComparer.Ordinal);
    private bool refused;

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

    /// <summary>Writes what became of each node.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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

        foreach (var node in Node)
        {
            if (!nodes.TryAdd(node.Name, node) && nodes[node.Name] != node)
            {
                Refuse(ErrorRecords.ContradictingNode(node));
                continue;
            }

            refused |= !MayLogIn(node);
            Take(node, ranges);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        NodePlan[] plans = [.. nodes.Values.Select(Plan)];
        var findings = nodes.Values.SelectMany(FindingsOf).DistinctBy(f => f.What).ToArray();
        this.WriteFindings(findings);
        if (refused || plans.Length == 0 || findings.Any(f => f.Severity == FindingSeverity.Error))
        {
            return;
        }

        var options = new RolloutOptions { ThrottleLimit = ThrottleLimit, TakeOverLocks = TakeOverLock };
        StagedRollout? staged = null;
        Contact($"Changing routes of {plans.Length} nodes", session => NodeRollout.Run(this, session, options, async (rollout, token) =>
            staged = await rollout.StageAsync(plans, token).ConfigureAwait(false)), Write);

        void Write(IReadOnlyList<NodeReport> reports)
        {
            foreach (var node in staged!.Nodes.Where(n => n.RoutesOfTopology.Count > 0))
            {
                WriteWarning($"{node.Node.Name}: {string.Join(", ", node.RoutesOfTopology)}: declared by a topology, so left alone; take it out of network.routes there.");
            }

            if (PassThru)
            {
                WriteObject(reports, enumerateCollection: true);
            }

            WriteErrors(reports.Select(r => r.Error).OfType<NodeError>());
        }
    }

    /// <summary>Notes what is to be done for a node.</summary>
    private protected abstract void Take(ControlPlaneNode node, IReadOnlyList<Cidr> destinations);

    /// <summary>Everything that was noted for a node.</summary>
    private protected abstract NodePlan Plan(ControlPlaneNode node);

    /// <summary>What is wrong with it.</summary>
    private protected virtual IReadOnlyList<Finding> FindingsOf(ControlPlaneNode node) => [];

    private void Refuse(ErrorRecord error)
    {
        refused = true;
        WriteError(error);
    }
}
