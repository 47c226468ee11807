using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Manifests;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Holds the static pod manifests of nodes, or of directories here, against the rules HCP301 to HCP312, HCP280 and HCP281. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "StaticPodManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Finding), ParameterSetName = [PathSet, LiteralPathSet, NodeSet])]
[OutputType(typeof(bool), ParameterSetName = [PathSet, LiteralPathSet, NodeSet])]
public sealed class TestStaticPodManifestCommand : NodeCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string NodeSet = "Node";

    /// <summary>Directories of manifests, such as <c>/etc/kubernetes/manifests</c>. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Directories of manifests by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet)]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>Says only True, for no finding that is an error, or False: once for each directory or node.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == NodeSet)
        {
            TestNodes();
            return;
        }

        var directories = ParameterSetName == PathSet
            ? Path.SelectMany(p => FilePath.ResolveWildcards(this, p))
            : LiteralPath.Select(p => FilePath.ResolveLiteral(this, p)).OfType<string>();
        foreach (var directory in directories)
        {
            try
            {
                var findings = ManifestLint.Check(ManifestFile.InDirectory(directory));
                WriteObject(Quiet ? findings.All(f => f.Severity != FindingSeverity.Error) : findings, enumerateCollection: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.NoDirectory(directory, e));
            }
        }
    }

    private void TestNodes()
    {
        if (!MayLogIn(Node))
        {
            return;
        }

        Ask("Reading static pods", Node, NodeManifests.TestAsync, answers =>
        {
            foreach (var found in answers)
            {
                WriteObject(Quiet ? found.All(f => f.Severity != FindingSeverity.Error) : found, enumerateCollection: true);
            }
        });
    }
}
