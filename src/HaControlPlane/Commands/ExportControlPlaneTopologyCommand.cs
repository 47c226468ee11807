using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Writes a topology as a YAML file that Import-ControlPlaneTopology reads back to the same topology.</summary>
[Cmdlet(VerbsData.Export, "ControlPlaneTopology", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportControlPlaneTopologyCommand : PSCmdlet
{
    private bool written;

    /// <summary>The file to write. An existing one is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The topology. One file holds one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>Replaces a read-only file as well.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Replaces no file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes the VRRP password in clear; only the file's owner may then read it. Without this it is left out.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Returns the written file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (FilePath.ResolveLiteral(this, Path) is not { } file || !ShouldProcess(file, $"Write topology '{Topology.Name}'"))
        {
            return;
        }

        try
        {
            var mode = NoClobber || written ? FileMode.CreateNew : FileMode.Create;
            TopologyFile.Write(file, TopologyWriter.Write(Topology, IncludeSecret), mode, ownerOnly: IncludeSecret, evenReadOnly: Force);
            written = true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.NotWritten(file, problem));
            return;
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }
}
