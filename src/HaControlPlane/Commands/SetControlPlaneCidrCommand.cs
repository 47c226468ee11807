using System.Management.Automation;
using HaControlPlane.Binding;
using HaControlPlane.Errors;
using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Changes the ranges of Services and pods in the manifests of control plane nodes, node by node: both components of one are well before the next is touched.</summary>
[Cmdlet(VerbsCommon.Set, "ControlPlaneCidr", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NodeReport))]
public sealed class SetControlPlaneCidrCommand : ManifestCommand
{
    /// <summary>The nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Nodes")]
    [Node]
    [ValidateNotNullOrEmpty]
    public override ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>The range of Services; two for two families.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ServiceCidr { get; set; }

    /// <summary>The range of pods; two for two families.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PodCidr { get; set; }

    /// <summary>The controller manager gives each node its part of the range of pods. Left out: as it is.</summary>
    [Parameter]
    public SwitchParameter AllocateNodeCidr { get; set; }

    /// <summary>Changes the ranges of a living cluster too, whatever that breaks.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        foreach (var text in (ServiceCidr ?? []).Concat(PodCidr ?? []).Where(t => !Cidr.TryParse(t, out _)))
        {
            ThrowTerminatingError(ErrorRecords.NotARange(text));
        }

        var findings = CidrChecks.Of(Ranges(ServiceCidr), Ranges(PodCidr));
        if (findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error) is { } refused)
        {
            ThrowTerminatingError(ErrorRecords.FromFinding(refused));
        }

        this.WriteFindings(findings);
    }

    private static Cidr[] Ranges(string[]? texts) => [.. (texts ?? []).Select(t => Cidr.TryParse(t, out var range) ? range : null).OfType<Cidr>()];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var change = new CidrChange(
            ServiceCidr is null ? null : string.Join(',', ServiceCidr),
            PodCidr is null ? null : string.Join(',', PodCidr),
            MyInvocation.BoundParameters.ContainsKey(nameof(AllocateNodeCidr)) ? AllocateNodeCidr.ToBool() : null);
        if (Nodes.Count > 0 && change.ChangesSomething)
        {
            RollOut("Changing ranges", Options, (session, rollout, token) =>
                CidrStage.StageAsync(rollout, session.Transport, Nodes, change, Force, ThrottleLimit, ServedNames.OfAsync, token));
        }
    }
}
