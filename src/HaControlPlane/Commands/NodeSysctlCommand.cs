using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Plans;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that changes kernel settings of nodes by themselves, all in one transaction.</summary>
public abstract class NodeSysctlCommand : NodeCommand
{
    private readonly NodeFileSet files = new();
    private readonly List<(ControlPlaneNode Node, string Key, string Value)> settings = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>Takes the nodes' locks away from whoever has them: for when their holder is known to be gone.</summary>
    [Parameter]
    public SwitchParameter TakeOverLock { get; set; }

    /// <summary>Remembers a setting for each node, until the pipeline ends.</summary>
    private protected void Add(string key, string value)
    {
        foreach (var node in Node.Where(MayChange))
        {
            try
            {
                var file = SysctlPlans.File(node, key, value);
                if (!files.TryAdd(file))
                {
                    ThrowTerminatingError(ErrorRecords.ContradictingFile(file));
                }

                settings.Add((node, key, value));
            }
            catch (RenderException refused)
            {
                ThrowTerminatingError(ErrorRecords.FromFinding(refused.Finding, key));
            }
        }
    }

    /// <summary>Makes the plan of each node and rolls them out.</summary>
    private protected void RollOut(string activity, Func<ControlPlaneNode, IEnumerable<KeyValuePair<string, string>>, NodePlan> plan)
    {
        NodePlan[] plans = [.. settings.GroupBy(s => s.Node.Name, StringComparer.Ordinal)
            .Select(g => plan(g.First().Node, g.Select(s => KeyValuePair.Create(s.Key, s.Value)).DistinctBy(s => SysctlKey.PathOf(s.Key))))];
        if (plans.Length > 0)
        {
            var options = new RolloutOptions { ThrottleLimit = ThrottleLimit, TakeOverLocks = TakeOverLock };
            RollOut(activity, options, (rollout, token) => rollout.StageAsync(plans, token));
        }
    }
}
