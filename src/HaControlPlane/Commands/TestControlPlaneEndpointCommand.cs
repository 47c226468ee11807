using System.Management.Automation;
using HaControlPlane.Probing;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Holds every place that names the endpoint against the topology: kubeadm-config, kubeconfigs, kube-proxy, and the certificates as they are served.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ControlPlaneEndpoint")]
[OutputType(typeof(EndpointAgreement), typeof(bool))]
public sealed class TestControlPlaneEndpointCommand : NodeCommand
{
    /// <summary>The topology.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>Says only True, when something agrees and nothing differs, or False: once for each topology.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RequireUsable(TopologyCheck.Of(Topology), Topology.Name);
        Contact(
            $"Holding the endpoint of '{Topology.Name}' against its cluster",
            session => session.Run(token => EndpointAgreements.ReadAsync(session.Transport, Topology, token)),
            rows => WriteObject(Quiet ? EndpointAgreements.Agree(rows) : rows, enumerateCollection: true));
    }
}
