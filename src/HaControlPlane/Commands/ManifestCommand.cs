using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Manifests;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that edits arguments in static pods' manifests, one node after the other, all in one transaction.</summary>
public abstract class ManifestCommand : NodeCommand
{
    private readonly List<ControlPlaneNode> nodes = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Nodes")]
    [Node]
    [ValidateNotNullOrEmpty]
    public virtual ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>How many seconds a component may take to be well again on a node. Default 120.</summary>
    [Parameter]
    [ValidateRange(5, 3600)]
    public int WaitSeconds { get; set; } = 120;

    /// <summary>Takes the nodes' locks away from whoever has them: for when their holder is known to be gone.</summary>
    [Parameter]
    public SwitchParameter TakeOverLock { get; set; }

    /// <summary>The nodes that may be contacted, in the order in which they came.</summary>
    private protected IReadOnlyList<ControlPlaneNode> Nodes => [.. nodes.Distinct()];

    /// <summary>How the engine shall work.</summary>
    private protected RolloutOptions Options => new() { ThrottleLimit = ThrottleLimit, TakeOverLocks = TakeOverLock, DaemonsWithin = TimeSpan.FromSeconds(WaitSeconds) };

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        nodes.AddRange(Node.Where(MayChange));
    }
}
