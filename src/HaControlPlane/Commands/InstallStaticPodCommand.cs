using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Manifests;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Brings static pod manifests onto their nodes in one transaction; each kubelet does the rest.</summary>
[Cmdlet(VerbsLifecycle.Install, "StaticPod", SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class InstallStaticPodCommand : NodeFileCommand
{
    private protected override bool Accepts(NodeFile file)
    {
        if (file.Role != NodeFileRole.StaticPodManifest)
        {
            WriteError(ErrorRecords.NotAManifest(file));
            return false;
        }

        // The other nodes' pods stay out as well: a node without its own would be found in the kubelet's log alone.
        if (ManifestLint.Check([new ManifestFile(file.Path, file.Content)]).FirstOrDefault(f => f.Severity == FindingSeverity.Error) is { } refused)
        {
            ThrowTerminatingError(ErrorRecords.FromFinding(refused with { Node = file.Node.Name }, file));
        }

        return true;
    }
}
