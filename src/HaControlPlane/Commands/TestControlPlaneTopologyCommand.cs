using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Completers;
using HaControlPlane.Rollout;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Holds topologies against every rule and says what was found. Contacts nothing, unless it is told to look at the nodes too.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ControlPlaneTopology", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Finding), ParameterSetName = [PathSet, LiteralPathSet, TopologySet])]
[OutputType(typeof(bool), ParameterSetName = [PathSet, LiteralPathSet, TopologySet])]
public sealed class TestControlPlaneTopologyCommand : NodeCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string TopologySet = "Topology";

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

    /// <summary>Topologies that were read or made before.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology[] Topology { get; set; } = [];

    /// <summary>Looks at the nodes too, with the rules that run before every rollout. Changes nothing there. Topologies with errors are not looked at.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>Says only True, for no finding that is an error, or False: once for each topology.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var check in Files().Select(TopologyCheck.OfFile).Concat(Topology.Select(TopologyCheck.Of)))
        {
            if (!Quiet)
            {
                WriteObject(check.Findings, enumerateCollection: true);
            }

            if (Live && check.Usable is { } topology)
            {
                Look(topology);
            }
            else if (Quiet)
            {
                WriteObject(check.Usable is not null);
            }
        }
    }

    private void Look(ControlPlaneTopology topology) => Contact(
        $"Looking at the nodes of '{topology.Name}'",
        session => session.Run(token => LiveCheck.RunAsync(session.Transport, topology, new RolloutOptions { ThrottleLimit = ThrottleLimit }, session.Events, token)),
        live =>
        {
            WriteObject(Quiet ? live.Passed : live.Findings, enumerateCollection: true);
            WriteErrors(live.Unreached);
        });

    private IEnumerable<string> Files() => ParameterSetName switch
    {
        PathSet => Path.SelectMany(p => FilePath.ResolveWildcards(this, p)),
        LiteralPathSet => LiteralPath.Select(p => FilePath.ResolveLiteral(this, p)).OfType<string>(),
        _ => [],
    };
}
