using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Manifests;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Holds directories of static pod manifests against the rules HCP301 to HCP308. Contacts and changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "StaticPodManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Finding), ParameterSetName = [PathSet, LiteralPathSet])]
[OutputType(typeof(bool), ParameterSetName = [PathSet, LiteralPathSet])]
public sealed class TestStaticPodManifestCommand : PSCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Directories of manifests, such as <c>/etc/kubernetes/manifests</c>. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Directories of manifests by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Says only True, for no finding that is an error, or False: once for each directory.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
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
}
