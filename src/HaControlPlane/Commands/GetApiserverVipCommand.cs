using System.Management.Automation;
using HaControlPlane.Errors;
using HaControlPlane.Probing;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>
/// Tells the truth about an endpoint's virtual IP, asked of every node and from here at the same time: who holds it, where each
/// neighbour sends, what haproxy finds, what a client gets, and a verdict in one sentence.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ApiserverVip")]
[OutputType(typeof(EndpointStatus))]
public sealed class GetApiserverVipCommand : NodeCommand
{
    /// <summary>The topology.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RequireUsable(TopologyCheck.Of(Topology), Topology.Name);
        Contact(
            $"Looking at the endpoint of '{Topology.Name}'",
            session => session.Run(token => EndpointStatusReader.ReadAsync(session.Transport, Topology, token)),
            status =>
            {
                WriteObject(status);
                this.WriteFindings(status.Findings);
                WriteErrors(status.Unreached);
            });
    }
}
