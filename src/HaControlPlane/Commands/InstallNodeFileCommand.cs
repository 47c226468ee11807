using System.Management.Automation;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>Brings files onto their nodes in one transaction. The daemons check their configuration; none is restarted.</summary>
[Cmdlet(VerbsLifecycle.Install, "NodeFile", SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class InstallNodeFileCommand : NodeFileCommand
{
    private protected override bool Accepts(NodeFile file) => true;
}
