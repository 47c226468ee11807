using System.Management.Automation;
using HaControlPlane.Completers;
using HaControlPlane.Manifests;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>Sets or removes one argument of a static pod's component on nodes, one after the other, and waits until it is well again.</summary>
[Cmdlet(VerbsCommon.Set, "StaticPodArgument", DefaultParameterSetName = ValueSet, SupportsShouldProcess = true)]
[OutputType(typeof(NodeReport))]
public sealed class SetStaticPodArgumentCommand : ManifestCommand
{
    private const string ValueSet = "Value";
    private const string RemoveSet = "Remove";

    /// <summary>The component: the name of its manifest, such as <c>kube-apiserver</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ComponentCompleter))]
    public string Component { get; set; } = string.Empty;

    /// <summary>The argument's name without its dashes, such as <c>service-cluster-ip-range</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>The value it gets, whether it was there or not.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ValueSet)]
    [AllowEmptyString]
    public string Value { get; set; } = string.Empty;

    /// <summary>Takes the argument away.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RemoveSet)]
    public SwitchParameter Remove { get; set; }

    /// <summary>The container, where it is not named as the component.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Container { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Nodes.Count == 0)
        {
            return;
        }

        var change = new ComponentChange(Component, Container ?? ComponentChange.ContainerOf(Component), [new ArgumentChange(Name, Remove ? null : Value)]);
        RollOut($"Setting --{Name} of {Component}", Options, (rollout, token) => rollout.StageArgumentsAsync(Nodes, [change], token));
    }
}
