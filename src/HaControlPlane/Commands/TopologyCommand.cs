using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Completers;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that acts on the nodes of topologies, which come as objects or straight from their files.</summary>
public abstract class TopologyCommand : NodeCommand
{
    private protected const string TopologySet = "Topology";
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The topology.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(TopologyFileCompleter))]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>Topology files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TopologyFileCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Topology files by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Takes the nodes' locks away from whoever has them: for when their holder is known to be gone.</summary>
    [Parameter]
    public SwitchParameter TakeOverLock { get; set; }

    /// <summary>How the engine shall work, as far as every cmdlet's parameters say it.</summary>
    private protected RolloutOptions Options => new() { ThrottleLimit = ThrottleLimit, TakeOverLocks = TakeOverLock };

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var (source, check) in Checks())
        {
            Act(RequireUsable(check, source), check.Findings);
        }
    }

    /// <summary>Acts on a topology without errors.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="findings">What else there is to say about it.</param>
    private protected abstract void Act(ControlPlaneTopology topology, IReadOnlyList<Finding> findings);

    private IEnumerable<(string Source, TopologyCheck Check)> Checks() => ParameterSetName switch
    {
        PathSet => Path.SelectMany(p => FilePath.ResolveWildcards(this, p)).Select(f => (f, TopologyCheck.OfFile(f))),
        LiteralPathSet => LiteralPath.Select(p => FilePath.ResolveLiteral(this, p)).OfType<string>().Select(f => (f, TopologyCheck.OfFile(f))),
        _ => [(Topology.Name, TopologyCheck.Of(Topology))],
    };
}
