using System.Management.Automation;
using HaControlPlane.Completers;
using HaControlPlane.Errors;

namespace HaControlPlane.Commands;

/// <summary>Says what the id of an error or a finding means, why it matters and what to do. Contacts nothing.</summary>
[Cmdlet(VerbsCommon.Get, "ControlPlaneError")]
[OutputType(typeof(Explanation))]
public sealed class GetControlPlaneErrorCommand : PSCmdlet
{
    /// <summary>The ids, such as <c>HCP122</c>, or what an error record has as its FullyQualifiedErrorId. Left out: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullyQualifiedErrorId")]
    [ArgumentCompleter(typeof(ErrorIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id.Length == 0)
        {
            WriteObject(ExplanationCatalogue.All, enumerateCollection: true);
        }

        foreach (var id in Id)
        {
            if (ExplanationCatalogue.Find(id) is { } explanation)
            {
                WriteObject(explanation);
            }
            else
            {
                WriteError(ErrorRecords.NoSuchId(id));
            }
        }
    }
}
