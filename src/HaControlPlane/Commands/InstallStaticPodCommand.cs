using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;

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
        }

        return file.Role == NodeFileRole.StaticPodManifest;
    }
}
