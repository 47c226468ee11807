using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Completers;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that takes topology files by Path, with wildcards, or by LiteralPath.</summary>
public abstract class TopologyFileCommand : PSCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

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

    /// <summary>The files named by this input.</summary>
    private protected IEnumerable<string> Files => ParameterSetName switch
    {
        PathSet => Path.SelectMany(p => FilePath.ResolveWildcards(this, p)),
        LiteralPathSet => LiteralPath.Select(p => FilePath.ResolveLiteral(this, p)).OfType<string>(),
        _ => [],
    };
}
